"""The addresses of the department's daily feed, below its base."""

from django.urls import URLPattern, URLResolver, path

from api.feeds.children import Children

urlpatterns: list[URLPattern | URLResolver] = [
    path("children_social_care_data/<str:code>/children", Children.as_view(), name="feed_children"),
]
