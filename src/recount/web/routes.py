"""Who may do what: every route with its methods and the role each needs. What is not here is denied.

The one place where access is decided; ``access`` enforces it before a view runs, menus ask it what to show, and
the test of the role matrix walks through it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from recount.review.roles import Role

Needs = Role | None
ANYONE: Final = None
"""No account is needed."""

V, A, S, X = Role.VIEWER, Role.ANALYST, Role.SENIOR, Role.ADMINISTRATOR

PAGES: Mapping[str, Mapping[str, Needs]] = {
    # Signing in and one's own account.
    "account_login": {"GET": ANYONE, "POST": ANYONE},
    "account_logout": {"GET": V, "POST": V},
    "account_change_password": {"GET": V, "POST": V},
    "account_reauthenticate": {"GET": V, "POST": V},
    "mfa_index": {"GET": V},
    "mfa_authenticate": {"GET": ANYONE, "POST": ANYONE},
    "mfa_reauthenticate": {"GET": V, "POST": V},
    "mfa_activate_totp": {"GET": V, "POST": V},
    "mfa_deactivate_totp": {"GET": V, "POST": V},
    "mfa_view_recovery_codes": {"GET": V},
    "mfa_generate_recovery_codes": {"GET": V, "POST": V},
    "mfa_download_recovery_codes": {"GET": V},
    "enter": {"GET": ANYONE, "POST": ANYONE},
    "join": {"GET": ANYONE, "POST": ANYONE},
    "alive": {"GET": ANYONE},
    "preferences": {"GET": ANYONE, "POST": ANYONE},
    "me": {"GET": V},
    "tokens": {"GET": V, "POST": V},
    "token_revoke": {"POST": V},
    # Reading.
    "home": {"GET": V},
    "queue": {"GET": V},
    "reports": {"GET": V},
    "report": {"GET": V},
    "report_reading": {"GET": V},
    "claim": {"GET": V},
    "incidents": {"GET": V},
    "incident": {"GET": V},
    "incident_history": {"GET": V},
    "pair": {"GET": V, "POST": A},
    "sources": {"GET": V},
    "source": {"GET": V},
    "search": {"GET": V},
    "map": {"GET": V},
    "map_data": {"GET": V},
    "help": {"GET": V},
    # Ruling.
    "queue_assign": {"POST": A},
    "queue_next": {"POST": A},
    "claim_decide": {"POST": A},
    "claim_lock": {"POST": A},
    "report_add": {"POST": A},
    "report_withdraw": {"POST": S},
    "incident_decide": {"POST": A},
    "incident_merge": {"GET": S, "POST": S},
    "incident_split": {"GET": S, "POST": S},
    "incident_pin": {"GET": S, "POST": S},
    "incident_review": {"POST": S},
    "source_rule": {"GET": S, "POST": S},
    "undo": {"POST": A},
    # Overseeing.
    "audit": {"GET": S},
    "audit_file": {"GET": S},
    "publishing": {"GET": S, "POST": S},
    "people": {"GET": X, "POST": X},
    "person": {"POST": X},
}


NAMESPACE = "api"
ENDPOINTS: Mapping[str, Mapping[str, Needs]] = {
    "api:openapi-json": {"GET": ANYONE},
    "api:record": {"GET": Role.VIEWER},
    "api:reports": {"GET": Role.VIEWER},
    "api:report": {"GET": Role.VIEWER},
    "api:claim": {"GET": Role.VIEWER},
    "api:incidents": {"GET": Role.VIEWER},
    "api:incident": {"GET": Role.VIEWER},
    "api:history": {"GET": Role.VIEWER},
    "api:queue": {"GET": Role.VIEWER},
    "api:search": {"GET": Role.VIEWER},
    "api:assign": {"POST": Role.ANALYST},
    "api:decide": {"POST": Role.ANALYST},
    "api:preview": {"POST": Role.ANALYST},
    "api:log": {"GET": Role.SENIOR},
}
"""The operations of the programming interface. What may be ruled depends on its kind besides (``ROLE_OF_KIND``)."""


def methods_of(route: str) -> Mapping[str, Needs] | None:
    """Return the methods of a route and what each needs, ``None`` for a route that is denied to all."""
    return PAGES.get(route) or ENDPOINTS.get(route)


def may(role: Role | None, route: str, method: str = "GET") -> bool:
    """Whether somebody in this role, or nobody signed in, may do this."""
    methods = methods_of(route)
    if methods is None or method not in methods:
        return False
    needed = methods[method]
    return needed is ANYONE or (role is not None and role.covers(needed))
