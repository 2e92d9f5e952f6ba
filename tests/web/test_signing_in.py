"""Signing in, out, and by invitation; what is refused, and that it all stands in the log."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing

from recount.store import open_store
from tests.web.people import PASSWORD
from tests.web.serving import Server, Visitor, field_of


def events(server: Server, kind: str) -> list[tuple[str, dict[str, object]]]:
    with closing(open_store(server.url)) as store:
        return [(e.actor, json.loads(e.body or "{}")) for e in store.iter_log() if e.kind == kind]


def test_who_is_not_signed_in_is_sent_to_the_form(server: Server) -> None:
    answer = Visitor(server).get("/people")
    assert (answer.status, answer.location) == (302, "/account/login/?next=/people")


def test_the_right_password_opens_the_record_and_the_log_says_so(server: Server) -> None:
    visitor = Visitor(server)
    assert visitor.sign_in("vera").status == 302
    assert visitor.get("/").status == 200
    assert ("vera", {"outcome": "signed in"}) in events(server, "sign_in")


def test_a_wrong_password_is_refused_and_the_log_says_so(server: Server) -> None:
    visitor = Visitor(server)
    assert visitor.sign_in("omar", "not the right sentence").status == 200
    assert visitor.get("/").status == 302
    assert ("recount", {"outcome": "refused", "name": "omar"}) in events(server, "sign_in")


def test_guessing_one_accounts_password_is_stopped_for_that_account_only(server: Server) -> None:
    for guess in range(6):
        Visitor(server).sign_in("lena", f"guess number {guess}")
    guesser = Visitor(server)
    guesser.sign_in("lena", PASSWORD)
    assert guesser.get("/").status == 302
    colleague = Visitor(server)  # the same address: an office shares one
    colleague.sign_in("sami")
    assert colleague.get("/").status == 200


def test_signing_out_ends_the_session(server: Server) -> None:
    visitor = Visitor(server)
    visitor.sign_in("vera")
    old = dict(visitor.cookies)
    assert visitor.post("/account/logout/").status == 302
    assert visitor.get("/").status == 302
    visitor.cookies = old
    assert visitor.get("/").status == 302


def test_an_invitation_makes_one_account_once(server: Server, sign_in: Callable[[str], Visitor]) -> None:
    page = sign_in("ada").post("/people", {"role": "analyst", "display_name": "New colleague"}).text
    secret = page.partition("/join/")[2].partition("<")[0].strip()
    newcomer = Visitor(server)
    assert newcomer.get(f"/join/{secret}").status == 200
    short = {"username": "noor", "password": "short", "again": "short"}
    assert newcomer.post(f"/join/{secret}", short).status == 422
    taken = {"username": "ANA", "password": PASSWORD, "again": PASSWORD}
    assert newcomer.post(f"/join/{secret}", taken).status == 422
    assert newcomer.post(f"/join/{secret}", {**taken, "username": "noor"}).status == 302
    assert newcomer.get("/").status == 200
    assert Visitor(server).get(f"/join/{secret}").status == 410


def test_nobody_can_sign_up_unasked(server: Server) -> None:
    assert Visitor(server).get("/account/signup/").status == 404


def test_a_form_without_its_token_changes_nothing(sign_in: Callable[[str], Visitor]) -> None:
    ada = sign_in("ada")
    assert ada.ask("POST", "/people", b"role=administrator").status == 403


def test_a_closed_account_is_out_at_once(server: Server, sign_in: Callable[[str], Visitor]) -> None:
    ada, visitor = sign_in("ada"), Visitor(server)
    visitor.sign_in("omar")
    assert visitor.get("/").status == 200
    assert ada.post("/people/omar", {"is_active": "no"}).status == 302
    assert visitor.get("/").status == 302
    assert ada.post("/people/omar", {"is_active": "yes"}).status == 302


def test_nobody_changes_their_own_role(sign_in: Callable[[str], Visitor]) -> None:
    assert sign_in("ada").post("/people/ada", {"role": "viewer"}).status == 422


def test_a_request_under_another_name_is_refused(server: Server) -> None:
    answer = Visitor(server).ask("GET", "/alive", headers={"Host": "elsewhere.example"})
    assert answer.status == 400


def test_preferences_are_kept_in_the_browser_only(sign_in: Callable[[str], Visitor]) -> None:
    vera = sign_in("vera")
    sent = {"theme": "dark", "batch": "10", "break_minutes": "0", "next": "https://elsewhere.example/"}
    answer = vera.post("/preferences", sent)
    assert (answer.status, answer.location) == (302, "/")
    assert 'data-theme="dark"' in vera.get("/").text
    assert 'data-theme="dark"' not in sign_in("ana").get("/").text


def test_a_token_is_shown_once_and_never_above_its_owners_role(sign_in: Callable[[str], Visitor]) -> None:
    ana = sign_in("ana")
    page = ana.post("/tokens", {"name": "notebook", "role": "administrator"}).text
    assert 'id="secret"' in page
    again = ana.get("/tokens").text
    assert 'id="secret"' not in again
    assert "administrator" not in again
    assert field_of(again, "csrfmiddlewaretoken")
