"""Keep the log append-only in the database itself."""

from typing import Any

from django.db import migrations

from recount.store.triggers import SQLITE_GUARDS, SQLITE_UNGUARD


def _guard(_apps: Any, schema_editor: Any) -> None:  # noqa: ANN401 - Django's migration hooks are untyped
    if schema_editor.connection.vendor == "sqlite":
        for statement in SQLITE_GUARDS:
            schema_editor.execute(statement)


def _unguard(_apps: Any, schema_editor: Any) -> None:  # noqa: ANN401
    if schema_editor.connection.vendor == "sqlite":
        for statement in SQLITE_UNGUARD:
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    """Triggers on the log."""

    dependencies = [("recount_store", "0001_record")]

    operations = [migrations.RunPython(_guard, _unguard)]
