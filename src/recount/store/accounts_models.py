"""Tables of the people who work on a record: accounts, invitations, tokens. No table says what they ruled."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class AccountRow(AbstractBaseUser):
    """One person. A name once taken is never given to somebody else: decisions carry it."""

    username = models.CharField(max_length=80, unique=True)
    display_name = models.CharField(max_length=200, default="")
    role = models.CharField(max_length=20)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["role"]
    objects = BaseUserManager["AccountRow"]()

    class Meta:
        """The table."""

        db_table = "recount_account"

    def __str__(self) -> str:
        return self.display_name or self.username


class InvitationRow(models.Model):
    """One invitation; only the hash of its secret is kept."""

    secret_sha256 = models.CharField(primary_key=True, max_length=64)
    role = models.CharField(max_length=20)
    display_name = models.CharField(max_length=200, default="")
    invited_by = models.CharField(max_length=80)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_by = models.CharField(max_length=80, default="")

    class Meta:
        """The table."""

        db_table = "recount_invitation"


class TokenRow(models.Model):
    """One access token for the programming interface; only the hash of its secret is kept."""

    secret_sha256 = models.CharField(primary_key=True, max_length=64)
    account = models.ForeignKey(AccountRow, on_delete=models.PROTECT)
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=20)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        """The table."""

        db_table = "recount_token"
