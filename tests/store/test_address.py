"""Store URLs of PostgreSQL: read strictly, and never shown with their password."""

from __future__ import annotations

from contextlib import suppress
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.errors import UsageError
from recount.store.address import PARAMETERS, parse_address
from recount.store.postgresql import PostgresqlStore

# Printable and long enough not to be found by accident in the rest of the URL.
PASSWORDS = st.text(alphabet=st.characters(exclude_categories=["C"]), min_size=1).map("#Pw@{}/:?".format)


def test_every_part_is_read() -> None:
    address = parse_address(
        "postgresql://ann%40x:p%40ss%2Fw%C3%B6rd@db.example:5433/rec%20ord?sslmode=require"
    )
    assert (address.user, address.password) == ("ann@x", "p@ss/wörd")
    assert (address.host, address.port, address.name) == ("db.example", "5433", "rec ord")
    assert address.parameters == {"sslmode": "require"}


@pytest.mark.parametrize(
    ("url", "host", "user"),
    [
        ("postgres://db.example/record", "db.example", None),
        ("postgresql:///record", "", None),
        ("postgresql://ann@/record", "", "ann"),
        ("postgresql://ann@[2001:db8::7]:5432/record", "2001:db8::7", "ann"),
        ("postgresql://%2Fvar%2Frun%2Fpostgresql/record", "/var/run/postgresql", None),
    ],
)
def test_what_is_left_out_is_left_to_the_driver(url: str, host: str, user: str | None) -> None:
    address = parse_address(url)
    assert (address.host, address.user, address.password) == (host, user, None)


def test_a_host_among_the_parameters_wins() -> None:
    store = PostgresqlStore.at("postgresql://ann@/record?host=/var/run/postgresql")
    assert store.database(wait_seconds=5)["HOST"] == "/var/run/postgresql"


def test_options_of_the_url_come_after_ours_and_so_win() -> None:
    store = PostgresqlStore.at("postgresql:///record?options=-csearch_path%3Dteam")
    assert store.database(wait_seconds=5)["OPTIONS"]["options"].endswith(" -csearch_path=team")


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://",
        "postgresql://host",
        "postgresql://host/",
        "postgresql:/host/record",
        "postgresql:record",
        "postgresql://host:port/record",
        "postgresql://host:123456/record",
        "postgresql://host/record/more",
        "postgresql://host/record#part",
        "postgresql://host/record?sslmode",
        "postgresql://host/%00",
        "postgresql://host/" + "n" * 64,
        "postgresql://one,two/record?sslmode=require&&",
    ],
)
def test_what_is_no_url_of_a_database_is_refused(url: str) -> None:
    with pytest.raises(UsageError, match="is not the URL of a PostgreSQL database"):
        parse_address(url)


@given(PASSWORDS)
def test_a_well_formed_password_is_read_and_not_shown(password: str) -> None:
    url = f"postgresql://ann:{quote(password, safe='')}@db.example:5432/record"
    store = PostgresqlStore.at(url)
    assert store.address.password == password
    assert store.url == "postgresql://ann:***@db.example:5432/record"
    assert password not in repr(store)
    assert quote(password, safe="") not in repr(store)


@given(PASSWORDS, st.sampled_from(["@db.example:5432/record", "@db.example:5432/record?foo=1", "@"]))
def test_a_password_that_is_not_escaped_is_refused_and_not_shown(password: str, rest: str) -> None:
    for start in ("postgresql://ann:", "postgresql:/ann:", "postgres:ann:"):
        with pytest.raises(UsageError) as refused:
            parse_address(start + password + rest)
        assert password not in str(refused.value)


@pytest.mark.parametrize("name", ["password", "sslpassword", "PassWord", "passwd", "user"])
def test_a_password_among_the_parameters_is_refused_and_not_shown(name: str) -> None:
    with pytest.raises(UsageError, match="is not a parameter of a store URL") as refused:
        parse_address(f"postgresql://ann@db.example/record?sslmode=require&{name}=geheim&connect_timeout=3")
    assert name == "user" or "geheim" not in str(refused.value)


def test_no_parameter_carries_a_secret() -> None:
    assert not {"password", "sslpassword", "service", "servicefile"} & set(PARAMETERS)


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(UsageError):
        parse_address("postgresql://" + text)
