"""What hangs together, so that a new report is linked in its neighbourhood. A full run fills the tables."""

from typing import Any

from django.db import migrations, models


def _id(name: str, **options: Any) -> tuple[str, Any]:  # noqa: ANN401 - Django's fields take what they take
    return (name, models.CharField(max_length=40, **options))


def _number(name: str, **options: Any) -> tuple[str, Any]:  # noqa: ANN401
    return (name, models.BigIntegerField(**options))


def _pair(*names: str) -> tuple[str, Any]:
    fixed: dict[str, Any] = {"blank": True, "editable": False, "primary_key": True, "serialize": False}
    return ("pk", models.CompositePrimaryKey(*names, **fixed))


class Migration(migrations.Migration):
    """Groups, blocks, ties, surroundings, copies and doubts."""

    dependencies = [("recount_store", "0008_work")]

    operations = [
        migrations.CreateModel(
            "GroupRow",
            [
                _number("number", primary_key=True, serialize=False),
                _id("report_id", db_index=True),
                _id("incident_id", db_index=True),
                _number("cover", null=True, db_index=True),
                ("body", models.TextField()),
            ],
            options={"db_table": "recount_group"},
        ),
        migrations.CreateModel(
            "BlockRow",
            [_pair("block", "group"), _number("block"), _number("group")],
            options={"db_table": "recount_block"},
        ),
        migrations.CreateModel(
            "CrowdRow",
            [_number("block", primary_key=True, serialize=False)],
            options={"db_table": "recount_crowd"},
        ),
        migrations.CreateModel(
            "TieRow",
            [
                _pair("one", "two"),
                _number("one"),
                _number("two", db_index=True),
                ("score", models.FloatField()),
            ],
            options={"db_table": "recount_tie"},
        ),
        migrations.CreateModel(
            "SurroundingRow",
            [
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                _id("report_id", db_index=True),
                ("month", models.CharField(max_length=7)),
                ("place", models.TextField()),
                ("around", models.TextField()),
            ],
            options={"db_table": "recount_surrounding"},
        ),
        migrations.CreateModel(
            "SeatRow",
            [
                _pair("place", "month", "around"),
                ("place", models.TextField()),
                ("month", models.CharField(max_length=7)),
                ("around", models.TextField()),
                ("reports", models.IntegerField()),
            ],
            options={"db_table": "recount_seat"},
        ),
        migrations.CreateModel(
            "SketchRow",
            [
                _number("number", primary_key=True, serialize=False),
                _id("report_id"),
                ("hashes", models.BinaryField()),
            ],
            options={"db_table": "recount_sketch"},
        ),
        migrations.CreateModel(
            "PassageRow",
            [_pair("hash", "report"), _number("hash"), _number("report")],
            options={"db_table": "recount_passage"},
        ),
        migrations.CreateModel(
            "CopyRow",
            [
                _pair("one", "two"),
                _id("one"),
                _id("two", db_index=True),
                ("containment", models.FloatField()),
            ],
            options={"db_table": "recount_copy"},
        ),
        migrations.CreateModel(
            "FormerRow",
            [_pair("former", "incident_id"), _id("former"), _id("incident_id", db_index=True)],
            options={"db_table": "recount_former"},
        ),
        migrations.CreateModel(
            "DoubtRow",
            [
                _pair("one", "two"),
                _id("one"),
                _id("two", db_index=True),
                ("score", models.FloatField(db_index=True)),
                ("body", models.TextField()),
            ],
            options={"db_table": "recount_doubt"},
        ),
    ]
