"""Django's view of this room."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """The store as a Django application."""

    name = "recount.store"
    label = "recount_store"
    default_auto_field = "django.db.models.BigAutoField"
