"""Tables of what the record no longer says; a store that holds something already says from when they count."""

from datetime import UTC, datetime
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

_CHUNK = 100


def _begin(apps: Any, schema_editor: Any) -> None:  # noqa: ANN401 - Django's migration hooks are untyped
    alias = schema_editor.connection.alias
    if not apps.get_model("recount_store", "LogRow").objects.using(alias).exists():
        return
    meta = apps.get_model("recount_store", "MetaRow").objects.using(alias)
    meta.create(key="history_exact_from", value=datetime.now(UTC).isoformat())
    coding = apps.get_model("recount_store", "CodingRow")
    reports = apps.get_model("recount_store", "ReportRow").objects.using(alias)
    coded = reports.exclude(coded_by="").values_list("id", "coded_by", "recorded_at")
    coding.objects.using(alias).bulk_create(
        (coding(report_id=key, coded_by=name, recorded_at=moment) for key, name, moment in coded.iterator()),
        batch_size=_CHUNK,
    )


def _id() -> tuple[str, Any]:
    return (
        "id",
        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
    )


def _report() -> tuple[str, Any]:
    to = "recount_store.reportrow"
    return ("report", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=to))


def _known() -> list[tuple[str, Any]]:
    return [
        ("recorded_at", models.DateTimeField()),
        ("retired_at", models.DateTimeField(db_index=True)),
        ("body", models.TextField()),
    ]


class Migration(migrations.Migration):
    """Earlier bodies of claims, incidents, refusals and place files, and who coded a report since when."""

    dependencies = [("recount_store", "0004_accounts")]

    operations = [
        migrations.CreateModel(
            "ClaimPastRow",
            [
                _id(),
                ("claim_id", models.CharField(db_index=True, max_length=40)),
                ("position", models.IntegerField()),
                ("harm", models.CharField(max_length=16)),
                *_known(),
                _report(),
            ],
            options={"db_table": "recount_claim_past"},
        ),
        migrations.CreateModel(
            "IncidentPastRow",
            [
                _id(),
                ("incident_id", models.CharField(db_index=True, max_length=40)),
                ("kind", models.CharField(max_length=16)),
                ("start", models.DateField(null=True)),
                *_known(),
            ],
            options={"db_table": "recount_incident_past"},
        ),
        migrations.CreateModel(
            "RejectionPastRow",
            [
                _id(),
                ("rejection_id", models.CharField(db_index=True, max_length=40)),
                ("order", models.BigIntegerField()),
                ("stage", models.CharField(max_length=16)),
                ("reason", models.CharField(max_length=40)),
                *_known(),
            ],
            options={"db_table": "recount_rejection_past"},
        ),
        migrations.CreateModel(
            "PlaceFilePastRow",
            [
                _id(),
                ("name", models.TextField()),
                ("data", models.BinaryField()),
                ("recorded_at", models.DateTimeField()),
                ("retired_at", models.DateTimeField(db_index=True)),
            ],
            options={"db_table": "recount_place_file_past"},
        ),
        migrations.CreateModel(
            "CodingRow",
            [
                _id(),
                ("coded_by", models.TextField()),
                ("recorded_at", models.DateTimeField(db_index=True)),
                _report(),
            ],
            options={"db_table": "recount_coding"},
        ),
        migrations.RunPython(_begin),
    ]
