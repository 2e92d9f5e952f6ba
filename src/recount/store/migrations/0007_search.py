"""The search index, of what the store holds already too. It is made from the record and can be made again."""

from typing import Any

from django.db import migrations, models

from recount.store.search_engines import SEARCH_ENGINES


def _lay(_apps: Any, schema_editor: Any) -> None:  # noqa: ANN401 - Django's migration hooks are untyped
    for statement in SEARCH_ENGINES[schema_editor.connection.vendor].create:
        schema_editor.execute(statement, params=None)


def _fill(_apps: Any, schema_editor: Any) -> None:  # noqa: ANN401 - Django's migration hooks are untyped
    # With the models of today: it reads the bodies and the key columns of the first version only, and writes
    # tables that a later migration may empty and fill again.
    from recount.store.search_index import reindex

    reindex(schema_editor.connection.alias)


def _key(name: str, **options: Any) -> tuple[str, Any]:  # noqa: ANN401
    return (name, models.CharField(max_length=40, **options))


def _id() -> tuple[str, Any]:
    return (
        "id",
        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
    )


class Migration(migrations.Migration):
    """Words by record, words by themselves, names, which incident a claim stands in, and facets of incidents."""

    dependencies = [("recount_store", "0005_history")]

    operations = [
        migrations.CreateModel(
            "SearchRow",
            [
                _id(),
                ("kind", models.CharField(max_length=8)),
                _key("record_id"),
                ("part", models.IntegerField(default=0)),
                _key("report_id", null=True, db_index=True),
                ("day", models.DateField(null=True)),
                ("outlet", models.TextField(null=True)),
                ("start", models.IntegerField(default=0)),
                ("stop", models.IntegerField(default=0)),
                ("names", models.TextField(default="")),
                ("words", models.TextField()),
            ],
            options={
                "db_table": "recount_search",
                "indexes": [models.Index(fields=["record_id"], name="recount_search_record")],
            },
        ),
        migrations.CreateModel(
            "SearchWordRow",
            [
                _key("word", primary_key=True, serialize=False),
                ("beginning", models.CharField(max_length=2, db_index=True)),
            ],
            options={"db_table": "recount_search_word"},
        ),
        migrations.CreateModel(
            "NameRow",
            [
                _key("id", primary_key=True, serialize=False),
                ("role", models.CharField(max_length=12)),
                ("name", models.TextField()),
                ("same_as", models.CharField(max_length=80, default="", db_index=True)),
                ("sound", models.TextField()),
                ("skeleton", models.CharField(max_length=80, db_index=True)),
                ("uses", models.IntegerField(default=0)),
            ],
            options={"db_table": "recount_name"},
        ),
        migrations.CreateModel(
            "IncidentMemberRow",
            [_key("claim_id", primary_key=True, serialize=False), _key("incident_id", db_index=True)],
            options={"db_table": "recount_incident_member"},
        ),
        migrations.CreateModel(
            "IncidentFacetRow",
            [
                _id(),
                _key("incident_id", db_index=True),
                ("harm", models.CharField(max_length=16, default="")),
                ("label", models.TextField()),
                ("means", models.CharField(max_length=32)),
                ("lat", models.FloatField(null=True)),
                ("lon", models.FloatField(null=True)),
                ("where_precision", models.IntegerField(default=0)),
                ("start", models.DateField(null=True)),
                ("end", models.DateField(null=True)),
                ("low", models.BigIntegerField(null=True)),
                ("high", models.BigIntegerField(null=True)),
            ],
            options={
                "db_table": "recount_incident_facet",
                "indexes": [
                    models.Index(fields=["harm", "lat", "lon"], name="recount_facet_where"),
                    models.Index(fields=["harm", "start"], name="recount_facet_when"),
                    models.Index(fields=["harm", "low"], name="recount_facet_low"),
                ],
            },
        ),
        migrations.RunPython(_lay),
        migrations.RunPython(_fill),
    ]
