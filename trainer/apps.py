"""The trainer app: accounts, studios, clients."""

from django.apps import AppConfig


class TrainerConfig(AppConfig):
    name = "trainer"
    verbose_name = "People"

    def ready(self) -> None:
        from trainer import roles  # noqa: F401  (its signal receiver connects on import)
