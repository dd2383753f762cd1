from django.db import migrations

# Whoever inserts an event, the database writes down under which login: what a council publishes in the service's name
# is refused by the relay. Runs in the house's own schema, first in the search path.
STAMP = """
CREATE FUNCTION notifications_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.login := session_user;
  RETURN NEW;
END $$;
CREATE TRIGGER stamp BEFORE INSERT ON notifications_outboxevent FOR EACH ROW EXECUTE FUNCTION notifications_stamp();
ALTER TABLE notifications_outboxevent ENABLE ALWAYS TRIGGER stamp;
"""
UNSTAMP = "DROP TRIGGER stamp ON notifications_outboxevent; DROP FUNCTION notifications_stamp()"


class Migration(migrations.Migration):
    dependencies = [("notifications", "0001_initial")]
    operations = [migrations.RunSQL(STAMP, UNSTAMP)]
