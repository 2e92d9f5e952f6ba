"""Django's view of this room."""

from django.apps import AppConfig

APP_LABEL = "recount_store"


class StoreConfig(AppConfig):
    """The store as a Django application."""

    name = "recount.store"
    label = APP_LABEL
    default_auto_field = "django.db.models.BigAutoField"
