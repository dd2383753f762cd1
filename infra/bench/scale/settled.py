"""An installation with so many councils, lived in: systems for all, cases in some, an IRO appointed in a dozen.

`python -m infra.bench.scale.settled COUNCILS`, in the environment of an installation without houses; prints Settled.
Made by the actions of the domains: what is measured later goes through the doors.
"""

import json
import sys
from dataclasses import asdict, dataclass

import click
import django
from django.utils.module_loading import import_string

PASSWORD = "correct horse battery staple"  # noqa: S105  of an invented person, in a database that lasts minutes
EMAIL = "ada@example.org"
REGION = "london"
DOZEN = 12
CASES = 3


@dataclass(frozen=True)
class Settled:
    """`systems` is code → (client id, secret); `children` is code → ids of the children whose IRO is EMAIL."""

    systems: dict[str, tuple[str, str]]
    children: dict[str, list[str]]


if __name__ == "__main__":
    django.setup()
    # By name, as it imports models.
    click.echo(json.dumps(asdict(import_string("infra.bench.scale.living.Living")(int(sys.argv[1])).settled())))
