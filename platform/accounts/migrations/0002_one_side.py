from django.db import migrations

# A key over two columns, which Django's models can't state: a membership's side is its person's side. With the check on
# the role it makes "a line manager of the region can't hold a council role" a constraint, whatever code runs.
ADD = """
ALTER TABLE accounts_membership ADD CONSTRAINT membership_of_the_persons_side
    FOREIGN KEY (person_id, side) REFERENCES accounts_person (id, side)
"""
DROP = "ALTER TABLE accounts_membership DROP CONSTRAINT membership_of_the_persons_side"


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [migrations.RunSQL(ADD, DROP)]
