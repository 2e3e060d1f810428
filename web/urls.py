"""Addresses that belong to no app."""

from django.urls import path

from web import views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("body-map.svg", views.body_map, name="body_map"),
    path("sw.js", views.service_worker, name="service_worker"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
]
