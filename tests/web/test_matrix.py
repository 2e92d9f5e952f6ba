"""Each role, each route, each method: what the table says is what the server does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from itertools import product

import pytest

from recount.review.roles import Role
from recount.store import open_store
from recount.web.routes import ENDPOINTS, PAGES, may
from tests.web.addresses import named_addresses
from tests.web.serving import Answer, Program, Server, Visitor, make_token

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
PERSON_OF: Mapping[Role | None, str] = {
    None: "",
    Role.VIEWER: "vera",
    Role.ANALYST: "ana",
    Role.SENIOR: "sami",
    Role.ADMINISTRATOR: "ada",
}
ADDRESSES: Mapping[str, str] = {
    "account_login": "/account/login/",
    "account_logout": "/account/logout/",
    "account_change_password": "/account/password/change/",
    "account_reauthenticate": "/account/reauthenticate/",
    "mfa_index": "/account/two-step/",
    "mfa_authenticate": "/account/two-step/authenticate/",
    "mfa_reauthenticate": "/account/two-step/reauthenticate/",
    "mfa_activate_totp": "/account/two-step/totp/activate/",
    "mfa_deactivate_totp": "/account/two-step/totp/deactivate/",
    "mfa_view_recovery_codes": "/account/two-step/recovery-codes/",
    "mfa_generate_recovery_codes": "/account/two-step/recovery-codes/generate/",
    "mfa_download_recovery_codes": "/account/two-step/recovery-codes/download/",
    "enter": "/enter/guess",
    "join": "/join/guess",
    "alive": "/alive",
    "preferences": "/preferences",
    "me": "/me",
    "tokens": "/tokens",
    "token_revoke": "/tokens/none/revoke",
    "home": "/",
    "help": "/help",
    "queue": "/queue",
    "queue_assign": "/queue/assign",
    "queue_next": "/queue/next",
    "reports": "/reports",
    "report": "/reports/{report}",
    "report_reading": "/reports/{report}/reading",
    "report_add": "/reports/{report}/add",
    "report_withdraw": "/reports/{report}/withdraw",
    "claim": "/claims/{claim}",
    "claim_decide": "/claims/{claim}/decide",
    "claim_lock": "/claims/{claim}/lock",
    "undo": "/decisions/none/undo",
    "incidents": "/incidents",
    "incident": "/incidents/{incident}",
    "incident_history": "/incidents/{incident}/history",
    "pair": "/pairs/{incident}/{other}",
    "incident_decide": "/incidents/{incident}/decide",
    "incident_review": "/incidents/{incident}/review",
    "incident_merge": "/incidents/{incident}/merge",
    "incident_split": "/incidents/{incident}/split",
    "incident_pin": "/incidents/{incident}/pin",
    "sources": "/sources",
    "source": "/sources/sohr",
    "source_rule": "/sources/rule",
    "search": "/search",
    "map": "/map",
    "map_data": "/map/data",
    "audit": "/audit",
    "audit_file": "/audit/file",
    "publishing": "/publishing",
    "people": "/people",
    "person": "/people/nobody",
}
"""Addresses of all routes, with ids of the sample in the place of names in braces."""
OPERATIONS: Mapping[str, str] = {
    "api:openapi-json": "/openapi.json",
    "api:record": "/record",
    "api:reports": "/reports",
    "api:report": "/reports/{report}",
    "api:claim": "/claims/{claim}",
    "api:incidents": "/incidents",
    "api:incident": "/incidents/{incident}",
    "api:history": "/history/{claim}",
    "api:queue": "/queue",
    "api:search": "/search?query=x",
    "api:assign": "/queue/assign",
    "api:decide": "/decisions",
    "api:preview": "/decisions/preview",
    "api:log": "/log",
}
UNUSED_PREFIXES = ("account_", "mfa_")
"""Of addresses that allauth brings and this application has no use for: denied to everybody."""
ENDS_THE_SESSION = ("account_logout", "POST")


@pytest.fixture(scope="module")
def ids(record_url: str) -> Mapping[str, str]:
    """Return an id of each kind of the sample."""
    with closing(open_store(record_url)) as store:
        claim = next(iter(store.iter_claims()))
        incident, other = (incident.id for incident, _ in zip(store.iter_incidents(), range(2), strict=False))
    return {"claim": claim.id, "report": claim.report_id, "incident": incident, "other": other}


def cases() -> Iterator[tuple[str, str, Role | None]]:
    for route, method, role in product(PAGES, METHODS, PERSON_OF):
        if (route, method) != ENDS_THE_SESSION:
            yield route, method, role


def test_every_address_is_in_the_table_or_denied_to_all() -> None:
    unknown = set(named_addresses()) - set(PAGES) - set(ENDPOINTS) - {"api:api-root"}
    assert {name for name in unknown if not name.startswith(UNUSED_PREFIXES)} == set()


def test_every_route_of_the_tables_has_an_address() -> None:
    assert set(PAGES) | set(ENDPOINTS) <= set(named_addresses())


def test_every_route_is_walked() -> None:
    assert set(ADDRESSES) == set(PAGES)
    assert set(OPERATIONS) == set(ENDPOINTS)


def test_the_matrix_of_pages(
    server: Server, sign_in: Callable[[str], Visitor], ids: Mapping[str, str]
) -> None:
    wrong = []
    for route, method, role in cases():
        visitor = Visitor(server) if role is None else sign_in(PERSON_OF[role])
        answer = send(visitor, method, ADDRESSES[route].format_map(ids))
        was_let_in = "Recount-Access" not in answer.headers
        if was_let_in is not may(role, route, method) or answer.status >= 500:
            wrong.append((route, method, role, answer.status, answer.location))
    assert wrong == []


def test_the_matrix_of_the_programming_interface(
    server: Server, sign_in: Callable[[str], Visitor], ids: Mapping[str, str]
) -> None:
    tokens = {role: make_token(sign_in(name), role) for role, name in PERSON_OF.items() if role is not None}
    wrong = []
    for route, method, role in product(OPERATIONS, METHODS, PERSON_OF):
        program = Program(address=server.address, token="" if role is None else tokens[role])
        status, _ = program.ask(method, OPERATIONS[route].format_map(ids), b"{}")
        if (status not in {401, 403, 405}) is not may(role, route, method) or status >= 500:
            wrong.append((route, method, role, status))
    assert wrong == []


@pytest.mark.parametrize("name", ["account_signup", "account_reset_password", "account_email"])
def test_what_is_not_in_the_table_is_denied_to_an_administrator(
    sign_in: Callable[[str], Visitor], name: str
) -> None:
    path = {"account_signup": "signup", "account_reset_password": "password/reset", "account_email": "email"}
    assert sign_in("ada").get(f"/account/{path[name]}/").status == 404


def send(visitor: Visitor, method: str, address: str) -> Answer:
    """Make a request with the token of forms, so that nothing but the door can be in its way."""
    if "csrftoken" not in visitor.cookies:
        visitor.get("/preferences")
    headers = {"X-CSRFToken": visitor.cookies["csrftoken"]}
    return visitor.ask(method, address, None if method == "GET" else b"", headers)
