"""All addresses. A route's first words say whose house it leads into (config.entrance)."""

from django.urls import URLPattern, URLResolver, include, path
from drf_spectacular.views import SpectacularJSONAPIView
from oauth2_provider.views import TokenView

import api.v1.urls
import web.urls

urlpatterns: list[URLPattern | URLResolver] = [
    path("oauth/token", TokenView.as_view(), name="token"),
    path(
        "api/v1/schema", SpectacularJSONAPIView.as_view(authentication_classes=[], permission_classes=[]), name="schema"
    ),
    path("api/v1/", include(api.v1.urls)),
    path("accounts/", include("allauth.urls")),
    path("", include(web.urls)),
]
