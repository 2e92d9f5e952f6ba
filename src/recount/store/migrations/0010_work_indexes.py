"""Indexes for the filters of the list of work, and for who holds what, so that no page reads the whole list."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """The indexes."""

    dependencies = [("recount_store", "0009_neighbourhood")]

    operations = [
        migrations.AddIndex("WorkItemRow", models.Index(fields=["kind", "state"], name="recount_work_kind")),
        migrations.AddIndex(
            "WorkItemRow", models.Index(fields=["outlet", "state"], name="recount_work_outlet")
        ),
        migrations.AddIndex("WorkItemRow", models.Index(fields=["harm", "state"], name="recount_work_harm")),
        migrations.AddIndex("WorkItemRow", models.Index(fields=["state", "day"], name="recount_work_day")),
        migrations.AddIndex("WorkItemRow", models.Index(fields=["held_until"], name="recount_work_held")),
    ]
