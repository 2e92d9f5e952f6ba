"""Keep the log append-only in the database itself."""

from typing import Any

from django.db import migrations

from recount.store.triggers import GUARDS


def _guard(_apps: Any, schema_editor: Any) -> None:  # noqa: ANN401 - Django's migration hooks are untyped
    for statement in GUARDS[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)  # not "()": a statement holds %I


class Migration(migrations.Migration):
    """Triggers on the log. They are never taken away again: there is no reverse."""

    dependencies = [("recount_store", "0001_record")]

    operations = [migrations.RunPython(_guard)]
