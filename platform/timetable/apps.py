"""The calendar tables live in the public schema."""

from django.apps import AppConfig


class TimetableConfig(AppConfig):
    """Working days and limits, shared by every house."""

    name = "timetable"
    verbose_name = "Timetable"
