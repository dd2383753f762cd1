import django.db.models.deletion
from django.db import migrations, models

# What failed is for the migrator alone to see, so it moves from the directory, which every login reads, to a row a house
# of its own. The column stays, empty, for as long as the release before may run: it is dropped by the next.
BEGIN = """
INSERT INTO tenants_build (house_id, head, state, failure, attempts) SELECT id, '', 'waiting', '', 0 FROM tenants_house;
UPDATE tenants_house SET failure = '' WHERE failure <> '';
"""


class Migration(migrations.Migration):
    dependencies = [("tenants", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="Build",
            fields=[
                ("house", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name="build", serialize=False, to="tenants.house")),
                ("head", models.CharField(blank=True, max_length=64)),
                ("state", models.CharField(choices=[("waiting", "not begun"), ("running", "being brought to head"), ("done", "at its head"), ("failed", "left as it was")], default="waiting", max_length=10)),
                ("failure", models.TextField(blank=True)),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("started_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.AlterField("house", "failure", models.TextField(blank=True, db_default="")),
        migrations.RunSQL(BEGIN, migrations.RunSQL.noop),
        migrations.SeparateDatabaseAndState(state_operations=[migrations.RemoveField("house", "failure")]),
    ]
