"""The web app: no models, only what every view needs."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "web"
