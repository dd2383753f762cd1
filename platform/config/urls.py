"""All addresses. A route's first words say whose house it leads into (config.entrance)."""

from django.urls import URLPattern, URLResolver, include, path
from oauth2_provider.views import TokenView

import api.feeds.urls
import api.v1.urls
import web.urls
from api.contract.views import schema

handler404 = "config.nowhere.nowhere"
urlpatterns: list[URLPattern | URLResolver] = [
    path("oauth/token", TokenView.as_view(), name="token"),
    # Senders of the daily feed insist on the end of this address, which is Microsoft Entra's.
    path("oauth2/v2.0/token", TokenView.as_view()),
    path("api/v1/schema", schema, name="schema"),
    path("api/v1/", include(api.v1.urls)),
    path("feeds/dfe/v0.8/", include(api.feeds.urls)),
    path("accounts/", include("allauth.urls")),
    path("", include(web.urls)),
]
