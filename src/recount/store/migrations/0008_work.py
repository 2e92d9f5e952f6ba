"""What each decision is about, and the list of what people should look at."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models.deletion import CASCADE

from recount.model import Decision, load_json
from recount.store.subjects import subjects_of

_KEY = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")
_ITEM = models.ForeignKey(db_index=False, on_delete=CASCADE, to="recount_store.workitemrow")


def _index_decisions(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Enter the decisions that are in the log already."""
    alias = schema_editor.connection.alias
    log, bodies, rows = (
        apps.get_model("recount_store", name).objects.using(alias)
        for name in ("LogRow", "LogBodyRow", "DecisionSubjectRow")
    )
    found: dict[str, set[tuple[str, str]]] = {}
    for seq in log.filter(kind="decision").order_by("seq").values_list("seq", flat=True):
        body = bodies.filter(seq=seq).values_list("body", flat=True).first()
        if body is None:
            continue
        decision = load_json(Decision, body)
        found[decision.id] = subjects_of(decision) | found.get(decision.supersedes or "", set())
        for kind, subject in sorted(found[decision.id]):
            rows.create(decision=decision.id, seq=seq, kind=kind, subject=subject)


class Migration(migrations.Migration):
    """The tables, filled from the log."""

    dependencies = [("recount_store", "0007_search")]

    operations = [
        migrations.AlterField("IncidentRow", "recorded_at", models.DateTimeField(db_index=True)),
        migrations.AlterField("TollRow", "recorded_at", models.DateTimeField(db_index=True)),
        migrations.CreateModel(
            "DecisionSubjectRow",
            [
                ("id", _KEY),
                ("decision", models.CharField(db_index=True, max_length=40)),
                ("seq", models.BigIntegerField()),
                ("kind", models.CharField(db_index=True, max_length=16)),
                ("subject", models.TextField(db_index=True)),
            ],
            options={"db_table": "recount_decision_subject"},
        ),
        migrations.CreateModel(
            "WorkItemRow",
            [
                ("id", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=16)),
                ("subject", models.TextField(db_index=True)),
                ("report_id", models.CharField(db_index=True, max_length=40, null=True)),
                ("incident_id", models.CharField(db_index=True, max_length=40, null=True)),
                ("label", models.TextField()),
                ("reasons", models.TextField()),
                ("detail", models.TextField(default="")),
                ("harm", models.CharField(max_length=16, null=True)),
                ("outlet", models.TextField(null=True)),
                ("place", models.TextField(null=True)),
                ("day", models.DateField(null=True)),
                ("priority", models.IntegerField()),
                ("state", models.CharField(max_length=16)),
                ("assignee", models.TextField(null=True)),
                ("held_by", models.TextField(null=True)),
                ("held_since", models.DateTimeField(null=True)),
                ("held_until", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "recount_work_item",
                "indexes": [
                    models.Index(fields=["state", "-priority", "id"], name="recount_work_order"),
                    models.Index(fields=["assignee", "state"], name="recount_work_assignee"),
                ],
            },
        ),
        migrations.CreateModel(
            "WorkPlaceRow",
            [("id", _KEY), ("place", models.TextField(db_index=True)), ("item", _ITEM)],
            options={
                "db_table": "recount_work_place",
                "constraints": [
                    models.UniqueConstraint(fields=("item", "place"), name="recount_work_item_place")
                ],
            },
        ),
        migrations.CreateModel(
            "WorkReasonRow",
            [("id", _KEY), ("reason", models.CharField(db_index=True, max_length=40)), ("item", _ITEM)],
            options={
                "db_table": "recount_work_reason",
                "constraints": [
                    models.UniqueConstraint(fields=("item", "reason"), name="recount_work_item_reason")
                ],
            },
        ),
        migrations.RunPython(_index_decisions, migrations.RunPython.noop),
    ]
