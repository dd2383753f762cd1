from django.apps import AppConfig


class WebConfig(AppConfig):
    """The pages. Stands before allauth and django.forms in INSTALLED_APPS: its templates shadow theirs by name."""

    name = "web"
    verbose_name = "Pages"
