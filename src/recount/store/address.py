"""Store URLs of PostgreSQL: read strictly, and shown without their password."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote

from recount.errors import UsageError

PARAMETERS = (
    "application_name",
    "channel_binding",
    "connect_timeout",
    "gssencmode",
    "host",
    "keepalives",
    "keepalives_count",
    "keepalives_idle",
    "keepalives_interval",
    "options",
    "passfile",
    "require_auth",
    "sslcert",
    "sslcrl",
    "sslkey",
    "sslmode",
    "sslrootcert",
    "target_session_attrs",
    "tcp_user_timeout",
)
"""What may stand behind the question mark: parameters of libpq, none of which carries a secret."""

_URL = re.compile(
    r"postgres(?:ql)?://"
    r"(?:(?P<user>[^:@/?#]*)(?::(?P<password>[^@/?#]*))?@)?"
    r"(?:\[(?P<address>[0-9A-Fa-f:.]+)\]|(?P<host>[^\[\]:@/?#]*))(?::(?P<port>[0-9]{1,5}))?"
    r"/(?P<name>[^@/?#]+)(?:\?(?P<query>[^?#@]*))?"
)
_SECRET_PARAMETER = re.compile(r"(?i)([?&][^=&]*pass[^=&]*=)[^&]*")
_LONGEST_NAME = 63  # bytes; PostgreSQL cuts longer names silently


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a PostgreSQL database is. What is ``None`` or empty, libpq takes from its own defaults."""

    user: str | None
    password: str | None = field(repr=False)
    host: str
    port: str
    name: str
    parameters: dict[str, str]


def parse_address(url: str) -> Address:
    """Read ``postgresql://USER:PASSWORD@HOST:PORT/DATABASE?PARAMETERS``.

    Raises:
        UsageError: it is written in another way, or has a parameter that is not in ``PARAMETERS``.
    """
    match = _URL.fullmatch(url)
    if match is None:
        raise _malformed(url)
    decoded = {key: None if part is None else unquote(part) for key, part in match.groupdict().items()}
    name = decoded["name"] or ""
    if any("\x00" in part for part in decoded.values() if part) or len(name.encode()) > _LONGEST_NAME:
        raise _malformed(url)
    return Address(
        user=decoded["user"],
        password=decoded["password"],
        host=decoded["address"] or decoded["host"] or "",
        port=decoded["port"] or "",
        name=name,
        parameters=_parameters(url, match["query"] or ""),
    )


def without_password(url: str) -> str:
    """Return a URL fit to be shown; of a malformed one, rather too much is hidden than too little."""
    scheme, mark, rest = url.partition(":")
    userinfo, at, place = rest.rpartition("@")
    slashes = "/" * (len(userinfo) - len(userinfo.lstrip("/")))
    user, colon, _ = userinfo.lstrip("/").partition(":")
    shown = scheme + mark + slashes + user + (":***" if colon else "") + at + place
    return _SECRET_PARAMETER.sub(r"\1***", shown)


def _parameters(url: str, query: str) -> dict[str, str]:
    try:
        pairs = dict(parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query)))
    except ValueError as error:
        raise _malformed(url) from error
    unknown = sorted(set(pairs) - set(PARAMETERS))
    if unknown:
        raise UsageError(
            f"{unknown[0]!r} is not a parameter of a store URL ({without_password(url)}).",
            next_move=f"The parameters are {', '.join(PARAMETERS)}; the password stands before the host.",
        )
    return pairs


def _malformed(url: str) -> UsageError:
    return UsageError(
        f"{without_password(url)} is not the URL of a PostgreSQL database.",
        next_move="Write it as postgresql://USER:PASSWORD@HOST:PORT/DATABASE, special characters of user and "
        "password percent-encoded (@ is %40, / is %2F, # is %23).",
    )
