"""The addresses of pages, one include a journey."""

from django.urls import URLPattern, URLResolver, path

from web import health, home

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("health", health.health, name="health"),
]
