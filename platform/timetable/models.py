"""Bank holidays as data, in the public schema: no child's data here."""

from typing import ClassVar

from django.db import models


class BankHoliday(models.Model):
    """One day that is no working day in England because it is a bank holiday."""

    date = models.DateField(primary_key=True)
    title = models.CharField(max_length=100)
    proclaimed = models.BooleanField(
        default=False,
        help_text="Entered by an administrator for a one-off day; seeding leaves it as it is.",
    )
    source = models.CharField(max_length=200, help_text="The package and version, or the proclamation.")

    class Meta:
        ordering: ClassVar = ["date"]

    def __str__(self) -> str:
        return f"{self.date.isoformat()} {self.title}"
