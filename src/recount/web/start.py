"""Making a server ready: Django configured, the record's tables and those of signing in brought up to date."""

from __future__ import annotations

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connections

from recount.errors import SettingsError, UsageError
from recount.review.roles import Role
from recount.store import open_store
from recount.store.sql import SqlStore, attach_sql_store
from recount.web.options import ServerOptions
from recount.web.settings import settings_for

PROGRAM = "recount"
"""Who acts where nobody does: the program itself."""
TABLES_OF = ("contenttypes", "auth", "sessions", "account", "mfa")


def prepare(options: ServerOptions) -> SqlStore:
    """Configure this process for one record, once; return its store, which every thread may use.

    Raises:
        SettingsError: the process was configured for something else.
        StoreError: the record cannot be opened.
    """
    if settings.configured:
        if getattr(settings, "RECOUNT", None) != options:
            raise SettingsError(
                "this process already serves another record.", next_move="Start another process."
            )
        return attach_sql_store(options.store, "default")
    settings.configure(**settings_for(options))
    django.setup()
    open_store(options.store, create=False).close()  # brings its tables up to date
    store = attach_sql_store(options.store, "default")
    # One process at a time; SQLite rebuilds tables, so references are kept out of the way before it begins.
    with connections["default"].constraint_checks_disabled(), store.transaction():
        for app in TABLES_OF:
            call_command("migrate", app, verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
    if options.is_local:
        _make_local_person(store, options.local_name)
    return store


def _make_local_person(store: SqlStore, name: str) -> None:
    """Make the account of the one who works without set-up; nobody can sign in to it by a password.

    Raises:
        UsageError: the account of that name is closed, or the name is that of another account but for its letters'
            case, or the program's own.
    """
    from recount.store.accounts import Accounts  # a model: only once Django is configured

    accounts = Accounts(store)
    person = accounts.find(name)
    if name == PROGRAM:
        raise UsageError(
            f"{name!r} is the name under which the program itself signs.",
            next_move="Give another name with --reviewer or RECOUNT_REVIEWER.",
        )
    alike = next((one.name for one in accounts.all() if one.name.casefold() == name.casefold()), name)
    if alike != name:
        raise UsageError(
            f"there is an account {alike!r}, of which {name!r} differs only in capital letters.",
            next_move=f"Give it as it is written: --reviewer {alike!r}, or in RECOUNT_REVIEWER.",
        )
    if person is None:
        accounts.create(name, Role.ADMINISTRATOR, actor=PROGRAM)
    elif not person.is_active:
        raise UsageError(
            f"the account of {name!r} is closed.", next_move="Give another name with --reviewer."
        )
