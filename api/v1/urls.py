"""The addresses of version 1, one line a resource."""

from django.urls import URLPattern, URLResolver, path

from api.v1.cases import Case, Cases

urlpatterns: list[URLPattern | URLResolver] = [
    path("councils/<str:code>/cases", Cases.as_view(), name="cases"),
    path("councils/<str:code>/cases/<uuid:case_id>", Case.as_view(), name="case"),
]
