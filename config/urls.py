"""Every address of the product."""

from django.urls import include, path

urlpatterns = [
    path("", include("programs.urls")),
    path("", include("trainer.urls")),
    path("", include("web.urls")),
]
