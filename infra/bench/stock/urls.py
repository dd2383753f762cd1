from django.urls import path
from oauth2_provider.views import TokenView

from infra.bench.stock.care.views import SubmitCase

urlpatterns = [
    path("oauth/token", TokenView.as_view()),
    path("cases", SubmitCase.as_view()),
]
