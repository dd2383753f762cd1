"""`iro install`: roles, public schema and the first administrator. May be run again."""

import click
import psycopg2
from django.conf import settings
from psycopg2 import sql

from accounts.actions import invite
from accounts.permissions import Role
from config.cli.login import under
from tenants import logins
from tenants.provision import install_public


@click.command()
@click.option("--admin-email", required=True, help="The first administrator; gets a link to choose a password.")
@click.option("--admin-name", default="Administrator", show_default=True)
@click.option("--demo", is_flag=True, help="Mark this installation as a demonstration, for ever.")
@under(logins.INSTALLER)
def install(admin_email: str, admin_name: str, demo: bool) -> None:
    """Prepare the database that DATABASE_URL names (as a superuser)."""
    made = ensure_database()
    install_public(demo=demo)
    invite(admin_email, admin_name, Role.ADMINISTRATOR, None)
    click.echo(f"Installed “{settings.INSTALLATION}”{' (a demonstration)' if demo else ''}; database {made}.")
    click.echo(
        "Next: iro panels add CODE NAME, iro regions add CODE NAME --panel CODE, iro councils add CODE --region CODE"
    )


def ensure_database() -> str:
    """Make the database if the server doesn't have it. CREATE DATABASE can't run inside the one that it makes."""
    found = settings.DATABASES["default"]
    server = psycopg2.connect(
        host=found["HOST"], port=found["PORT"], user=found["USER"], password=found["PASSWORD"], dbname="postgres"
    )
    server.autocommit = True
    with server.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", (found["NAME"],))
        if cursor.fetchone():
            return "was there"
        cursor.execute(
            sql.SQL("CREATE DATABASE {} ENCODING 'UTF8' TEMPLATE template0").format(sql.Identifier(str(found["NAME"])))
        )
        return "made"
