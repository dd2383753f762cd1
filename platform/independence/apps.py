from django.apps import AppConfig


class IndependenceConfig(AppConfig):
    name = "independence"
