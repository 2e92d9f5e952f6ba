"""Tables of the people who work on a record."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Accounts, invitations and tokens."""

    dependencies = [("recount_store", "0003_names_of_any_length")]

    operations = [
        migrations.CreateModel(
            "AccountRow",
            [
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("username", models.CharField(max_length=80, unique=True)),
                ("display_name", models.CharField(default="", max_length=200)),
                ("role", models.CharField(max_length=20)),
                ("is_active", models.BooleanField(default=True)),
                ("created_at", models.DateTimeField()),
            ],
            options={"db_table": "recount_account"},
        ),
        migrations.CreateModel(
            "InvitationRow",
            [
                ("secret_sha256", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("role", models.CharField(max_length=20)),
                ("display_name", models.CharField(default="", max_length=200)),
                ("invited_by", models.CharField(max_length=80)),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_by", models.CharField(default="", max_length=80)),
            ],
            options={"db_table": "recount_invitation"},
        ),
        migrations.CreateModel(
            "TokenRow",
            [
                ("secret_sha256", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=200)),
                ("role", models.CharField(max_length=20)),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="recount_store.accountrow"
                    ),
                ),
            ],
            options={"db_table": "recount_token"},
        ),
    ]
