"""The people of a record, by the page that administrators have: roles, closed accounts, invitations."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.web.serving import Server, Visitor

SignIn = Callable[[str], Visitor]


def test_an_account_is_closed_by_a_second_step_and_opened_again(server: Server, sign_in: SignIn) -> None:
    ada, omar = sign_in("ada"), Visitor(server)
    assert omar.sign_in("omar").status == 302
    row = next(row for row in ada.get("/people").text.split("</tr>") if 'action="/people/omar"' in row)
    assert re.search(r"<details><summary>Close…</summary>.*What they ruled stays.*value=.no.", row, re.DOTALL)
    assert ada.post("/people/omar", {"is_active": "no"}).status == 302
    assert omar.get("/queue").status == 302
    assert "Open again" in ada.get("/people").text
    assert ada.post("/people/omar", {"is_active": "yes"}).status == 302
    assert omar.sign_in("omar").status == 302
    assert omar.get("/queue").status == 200


def test_nobody_closes_their_own_account(sign_in: SignIn) -> None:
    ada = sign_in("ada")
    assert ada.post("/people/ada", {"is_active": "no"}).status == 422
    assert ada.get("/people").status == 200
