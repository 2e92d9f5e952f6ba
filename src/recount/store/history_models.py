"""Tables of what the record no longer says: every earlier body with ``[recorded_at, retired_at)``.

A live row's ``recorded_at`` says since when its present body is known, so what was known at a moment is the
live rows recorded by then and not yet retired, and the earlier bodies whose interval holds it. Tolls need no
table here: each version is a row of its own. The scope needs none: the log holds every one there was.
"""

from __future__ import annotations

from django.db import models


class ClaimPastRow(models.Model):
    """One earlier body of a claim."""

    claim_id = models.CharField(max_length=40, db_index=True)
    report = models.ForeignKey("recount_store.ReportRow", on_delete=models.PROTECT)
    position = models.IntegerField()
    harm = models.CharField(max_length=16)
    recorded_at = models.DateTimeField()
    retired_at = models.DateTimeField(db_index=True)
    body = models.TextField()

    class Meta:
        """The table."""

        db_table = "recount_claim_past"


class IncidentPastRow(models.Model):
    """One earlier body of an incident or aggregate."""

    incident_id = models.CharField(max_length=40, db_index=True)
    kind = models.CharField(max_length=16)
    start = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    retired_at = models.DateTimeField(db_index=True)
    body = models.TextField()

    class Meta:
        """The table."""

        db_table = "recount_incident_past"


class RejectionPastRow(models.Model):
    """One refusal that a later coding of its report did not repeat."""

    rejection_id = models.CharField(max_length=40, db_index=True)
    order = models.BigIntegerField()
    stage = models.CharField(max_length=16)
    reason = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()
    retired_at = models.DateTimeField(db_index=True)
    body = models.TextField()

    class Meta:
        """The table."""

        db_table = "recount_rejection_past"


class PlaceFilePastRow(models.Model):
    """One place file that was replaced or taken away."""

    name = models.TextField()
    data = models.BinaryField()
    recorded_at = models.DateTimeField()
    retired_at = models.DateTimeField(db_index=True)

    class Meta:
        """The table."""

        db_table = "recount_place_file_past"


class CodingRow(models.Model):
    """That an extractor coded a report, and since when; an empty name: it is to be coded again."""

    report = models.ForeignKey("recount_store.ReportRow", on_delete=models.PROTECT)
    coded_by = models.TextField()
    recorded_at = models.DateTimeField(db_index=True)

    class Meta:
        """The table."""

        db_table = "recount_coding"
