"""Accounts, invitations and tokens of one store. Every change stands in the record's log, with who made it."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from recount.errors import UsageError
from recount.model import sha256_hex
from recount.store.accounts_models import AccountRow, InvitationRow, TokenRow
from recount.store.sql import SqlStore
from recount.store.storable import storable_text

INVITATION_DAYS = 7
TOKEN_DAYS = 365
_SECRET_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """An account as pages and commands see it.

    Attributes:
        key: its number in the store.
        name: what stands beside decisions; never given to somebody else.
        display_name: how the person wants to be called.
        role: a value of ``review.roles.Role``.
    """

    key: int
    name: str
    display_name: str
    role: str
    is_active: bool
    created_at: datetime
    last_login: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """An invitation not used yet, without its secret."""

    role: str
    display_name: str
    invited_by: str
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A token without its secret; ``key`` names it for revoking."""

    key: str
    name: str
    role: str
    owner: str
    expires_at: datetime
    is_revoked: bool


class Accounts:
    """The people of one store."""

    def __init__(self, store: SqlStore) -> None:
        self._store = store
        self._people = AccountRow.objects.using(store.alias)
        self._invitations = InvitationRow.objects.using(store.alias)
        self._tokens = TokenRow.objects.using(store.alias)

    def all(self) -> list[Person]:
        """Return all accounts by name."""
        return [_person(row) for row in self._people.order_by("username")]

    def find(self, name: str) -> Person | None:
        """Return an account by its name."""
        row = self._people.filter(username=name).first()
        return None if row is None else _person(row)

    def create(
        self, name: str, role: str, *, actor: str, password: str | None = None, display_name: str = ""
    ) -> Person:
        """Make an account; without a password nobody can sign in to it by one.

        Raises:
            UsageError: the name is taken or cannot be one.
        """
        checked = _name(name)
        with self._store.transaction():
            if self._people.filter(username__iexact=checked).exists():
                raise UsageError(f"the name {checked!r} is taken.", next_move="Choose another one.")
            row = AccountRow(
                username=checked,
                display_name=storable_text(display_name, "a display name"),
                role=role,
                created_at=datetime.now(UTC),
            )
            row.set_password(password)
            row.save(using=self._store.alias)
            self._log(actor, {"account": checked, "role": role, "change": "created"})
        return _person(row)

    def set_role(self, name: str, role: str, *, actor: str) -> None:
        """Give an account another role."""
        self._change(name, actor, {"role": role})

    def set_active(self, name: str, *, is_active: bool, actor: str) -> None:
        """Close an account, or open it again; its name stays taken."""
        self._change(name, actor, {"is_active": is_active})

    def invite(self, role: str, *, actor: str, display_name: str = "") -> str:
        """Return the secret of a new invitation; it is shown once and only its hash is kept."""
        secret, now = secrets.token_urlsafe(_SECRET_BYTES), datetime.now(UTC)
        with self._store.transaction():
            self._invitations.create(
                secret_sha256=_hash(secret),
                role=role,
                display_name=storable_text(display_name, "a display name"),
                invited_by=actor,
                created_at=now,
                expires_at=now + timedelta(days=INVITATION_DAYS),
            )
            self._log(actor, {"invitation": role, "change": "invited"})
        return secret

    def find_invitation(self, secret: str) -> Invitation | None:
        """Return the invitation of a secret while it can be used."""
        row = self._usable(secret)
        if row is None:
            return None
        return Invitation(
            role=row.role,
            display_name=row.display_name,
            invited_by=row.invited_by,
            expires_at=row.expires_at,
        )

    def accept_invitation(self, secret: str, name: str, password: str) -> Person:
        """Make the account an invitation is for; it can be used once.

        Raises:
            UsageError: the invitation cannot be used, or the name is taken.
        """
        with self._store.transaction():
            row = self._usable(secret)
            if row is None:
                raise UsageError(
                    "this invitation was used or has expired.", next_move="Ask for another invitation."
                )
            person = self.create(
                name, row.role, actor=row.invited_by, password=password, display_name=row.display_name
            )
            row.used_by = person.name
            row.save(using=self._store.alias)
        return person

    def create_token(self, owner: str, name: str, role: str, *, days: int = TOKEN_DAYS) -> str:
        """Return the secret of a new token; it is shown once and only its hash is kept."""
        secret, now = secrets.token_urlsafe(_SECRET_BYTES), datetime.now(UTC)
        with self._store.transaction():
            self._tokens.create(
                secret_sha256=_hash(secret),
                account=self._people.get(username=owner),
                name=storable_text(name, "a token's name"),
                role=role,
                created_at=now,
                expires_at=now + timedelta(days=days),
            )
            self._log(owner, {"token": name, "role": role, "change": "created"})
        return secret

    def find_token(self, secret: str) -> tuple[Token, Person] | None:
        """Return a valid token and its owner, ``None`` for a secret that opens nothing."""
        row = self._tokens.select_related("account").filter(secret_sha256=_hash(secret)).first()
        if row is None or row.revoked_at is not None or row.expires_at <= datetime.now(UTC):
            return None
        return (_token(row), _person(row.account)) if row.account.is_active else None

    def tokens_of(self, owner: str) -> Sequence[Token]:
        """Return a person's tokens, newest first."""
        rows = self._tokens.select_related("account").filter(account__username=owner)
        return [_token(row) for row in rows.order_by("-created_at")]

    def revoke_token(self, owner: str, key: str) -> bool:
        """Revoke a token of one's own; return whether there was one."""
        with self._store.transaction():
            row = self._tokens.filter(account__username=owner, secret_sha256=key, revoked_at=None).first()
            if row is None:
                return False
            row.revoked_at = datetime.now(UTC)
            row.save(using=self._store.alias)
            self._log(owner, {"token": row.name, "change": "revoked"})
        return True

    def _usable(self, secret: str) -> InvitationRow | None:
        unused = self._invitations.filter(secret_sha256=_hash(secret), used_by="")
        return unused.filter(expires_at__gt=datetime.now(UTC)).first()

    def _change(self, name: str, actor: str, values: dict[str, object]) -> None:
        with self._store.transaction():
            if not self._people.filter(username=name).update(**values):
                raise UsageError(f"there is no account {name!r}.", next_move="See the list of people.")
            self._log(actor, {"account": name, **values, "change": "changed"})

    def _log(self, actor: str, body: dict[str, object]) -> None:
        self._store.append_event(actor=actor, kind="account", body=body)


def _name(name: str) -> str:
    checked = storable_text(name.strip(), "a name")
    if not 1 <= len(checked) <= 80 or any(not char.isprintable() for char in checked):
        raise UsageError(
            f"{name!r} cannot be a name.", next_move="Use 1 to 80 letters, digits or signs that can be seen."
        )
    return checked


def _hash(secret: str) -> str:
    return sha256_hex(secret.encode("utf-8", "replace"))


def _person(row: AccountRow) -> Person:
    return Person(
        key=row.pk,
        name=row.username,
        display_name=row.display_name or row.username,
        role=row.role,
        is_active=row.is_active,
        created_at=row.created_at,
        last_login=row.last_login,
    )


def _token(row: TokenRow) -> Token:
    return Token(
        key=row.secret_sha256,
        name=row.name,
        role=row.role,
        owner=row.account.username,
        expires_at=row.expires_at,
        is_revoked=row.revoked_at is not None,
    )
