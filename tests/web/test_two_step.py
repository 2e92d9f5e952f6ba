"""Two-step sign-in, walked through: turned on by a code, then asked for; a recovery code opens once."""

from __future__ import annotations

import base64
import hmac
import re
import struct
import time

from tests.web.people import PASSWORD
from tests.web.serving import Server, Visitor, field_of

_STEP_SECONDS, _DIGITS = 30, 6


def code_of(secret: str) -> str:
    """Return the code an authenticator shows now (RFC 6238)."""
    counter = struct.pack(">Q", int(time.time()) // _STEP_SECONDS)
    digest = hmac.digest(base64.b32decode(secret + "=" * (-len(secret) % 8)), counter, "sha1")
    at = digest[-1] & 0xF
    number = int.from_bytes(digest[at : at + 4], "big") & 0x7FFFFFFF
    return str(number % 10**_DIGITS).zfill(_DIGITS)


def test_the_second_step_is_asked_for_and_a_recovery_code_opens_once(server: Server) -> None:
    owner = Visitor(server)
    owner.sign_in("omar")
    asked = owner.get("/account/two-step/totp/activate/").location
    assert asked.startswith("/account/reauthenticate/")  # the password again, before anything is changed
    assert owner.post(asked, {"password": PASSWORD}).status == 302
    page = owner.get("/account/two-step/totp/activate/").text
    found = re.search(r"\b[A-Z2-7]{32}\b", page)
    assert found is not None, page
    assert field_of(page, "csrfmiddlewaretoken")
    assert owner.post("/account/two-step/totp/activate/", {"code": code_of(found[0])}).status == 302
    codes = re.findall(r"^[0-9a-f]{8}$", owner.get("/account/two-step/recovery-codes/download/").text, re.M)
    assert codes

    other = Visitor(server)
    assert "/two-step/authenticate/" in other.sign_in("omar").location
    assert other.get("/").status == 302
    assert other.post("/account/two-step/authenticate/", {"code": "000000"}).status == 200
    assert other.get("/").status == 302
    assert other.post("/account/two-step/authenticate/", {"code": codes[0]}).status == 302
    assert other.get("/").status == 200

    again = Visitor(server)
    again.sign_in("omar")
    again.post("/account/two-step/authenticate/", {"code": codes[0]})
    assert again.get("/").status == 302
