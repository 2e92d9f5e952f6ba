"""Django's view of this room."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The review application."""

    name = "recount.web"
    label = "recount_web"

    def ready(self) -> None:
        """Listen to sign-ins once the models are there."""
        from recount.web.signing import listen

        listen()
