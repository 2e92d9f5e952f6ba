"""Tables of the work on a record: what each decision is about, and the list of what people should look at.

All of it can be made anew from the log and the record, except who works on what: that is no ruling about the
record, and is kept here alone.
"""

from __future__ import annotations

from django.db import models


class DecisionSubjectRow(models.Model):
    """One thing that one decision is about; a decision that supersedes another is also about its subjects."""

    decision = models.CharField(max_length=40, db_index=True)
    seq = models.BigIntegerField()
    kind = models.CharField(max_length=16, db_index=True)
    subject = models.TextField(db_index=True)

    class Meta:
        """The table."""

        db_table = "recount_decision_subject"


class WorkItemRow(models.Model):
    """One thing to look at."""

    id = models.CharField(primary_key=True, max_length=40)
    kind = models.CharField(max_length=16)
    subject = models.TextField(db_index=True)
    report_id = models.CharField(max_length=40, null=True, db_index=True)
    incident_id = models.CharField(max_length=40, null=True, db_index=True)
    label = models.TextField()
    reasons = models.TextField()
    detail = models.TextField(default="")
    harm = models.CharField(max_length=16, null=True)
    outlet = models.TextField(null=True)
    place = models.TextField(null=True)
    day = models.DateField(null=True)
    priority = models.IntegerField()
    state = models.CharField(max_length=16)
    assignee = models.TextField(null=True)
    held_by = models.TextField(null=True)
    held_since = models.DateTimeField(null=True)
    held_until = models.DateTimeField(null=True)

    class Meta:
        """The table."""

        db_table = "recount_work_item"
        indexes = [  # noqa: RUF012
            models.Index(fields=["state", "-priority", "id"], name="recount_work_order"),
            models.Index(fields=["assignee", "state"], name="recount_work_assignee"),
            models.Index(fields=["kind", "state"], name="recount_work_kind"),
            models.Index(fields=["outlet", "state"], name="recount_work_outlet"),
            models.Index(fields=["harm", "state"], name="recount_work_harm"),
            models.Index(fields=["state", "day"], name="recount_work_day"),
            models.Index(fields=["held_until"], name="recount_work_held"),
        ]


class WorkReasonRow(models.Model):
    """One reason why an item is on the list."""

    item = models.ForeignKey(WorkItemRow, on_delete=models.CASCADE, db_index=False)
    reason = models.CharField(max_length=40, db_index=True)

    class Meta:
        """The table."""

        db_table = "recount_work_reason"
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["item", "reason"], name="recount_work_item_reason")
        ]


class WorkPlaceRow(models.Model):
    """What an item is found by: a place by its normalised name, those that enclose it, an incident of a link."""

    item = models.ForeignKey(WorkItemRow, on_delete=models.CASCADE, db_index=False)
    place = models.TextField(db_index=True)

    class Meta:
        """The table."""

        db_table = "recount_work_place"
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["item", "place"], name="recount_work_item_place")
        ]
