"""The accounts of the tests: ``python -m tests.web.people URL`` gives them to a store."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from contextlib import closing

from recount.review.roles import Role
from recount.store import open_store
from recount.store.sql import SqlStore

PASSWORD = "a long sentence for tests"  # noqa: S105 - of accounts that live as long as a test
PEOPLE: Mapping[str, Role] = {
    "vera": Role.VIEWER,
    "ana": Role.ANALYST,
    "omar": Role.ANALYST,
    "sami": Role.SENIOR,
    "lena": Role.SENIOR,
    "ada": Role.ADMINISTRATOR,
}


def main(url: str) -> None:
    """Make the accounts."""
    with closing(open_store(url)) as store:
        from recount.store.accounts import Accounts

        assert isinstance(store, SqlStore)
        accounts = Accounts(store)
        for name, role in PEOPLE.items():
            accounts.create(name, role, actor="tests", password=PASSWORD)


if __name__ == "__main__":
    main(sys.argv[1])
