"""All tables. A row holds its record as JSON (``body``) and the columns that queries need beside it.

Rows of reports and captures are never changed; claims, incidents and tolls are retired, not deleted
(``retired_at``), so that "as known on" stays a query. The log is append-only (see ``triggers``).
"""

from __future__ import annotations

from django.db import models


class CaptureRow(models.Model):
    """Captured bytes under their SHA-256; ``data`` is NULL once erased."""

    sha256 = models.CharField(primary_key=True, max_length=64)
    size = models.BigIntegerField()
    data = models.BinaryField(null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        """The table."""

        db_table = "recount_capture"


class ReportRow(models.Model):
    """One report."""

    id = models.CharField(primary_key=True, max_length=40)
    capture = models.ForeignKey(CaptureRow, on_delete=models.PROTECT)
    outlet = models.TextField(null=True)
    language = models.CharField(max_length=16)
    reference_date = models.DateField(null=True, db_index=True)
    coded_by = models.TextField(default="", db_index=True)
    recorded_at = models.DateTimeField()
    body = models.TextField()

    class Meta:
        """The table."""

        db_table = "recount_report"


class ClaimRow(models.Model):
    """One claim; live while ``retired_at`` is NULL."""

    id = models.CharField(primary_key=True, max_length=40)
    report = models.ForeignKey(ReportRow, on_delete=models.PROTECT)
    position = models.IntegerField()
    harm = models.CharField(max_length=16)
    low = models.BigIntegerField(null=True)
    high = models.BigIntegerField(null=True)
    recorded_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, db_index=True)
    body = models.TextField()

    class Meta:
        """The table."""

        db_table = "recount_claim"


class IncidentRow(models.Model):
    """One incident or aggregate; live while ``retired_at`` is NULL."""

    id = models.CharField(primary_key=True, max_length=40)
    kind = models.CharField(max_length=16)
    start = models.DateField(null=True, db_index=True)
    recorded_at = models.DateTimeField(db_index=True)
    retired_at = models.DateTimeField(null=True, db_index=True)
    body = models.TextField()

    class Meta:
        """The table."""

        db_table = "recount_incident"


class TollRow(models.Model):
    """One toll of one incident; live while ``retired_at`` is NULL."""

    incident = models.ForeignKey(IncidentRow, on_delete=models.PROTECT)
    harm = models.CharField(max_length=16)
    status = models.CharField(max_length=16, default="")
    low = models.BigIntegerField(null=True)
    high = models.BigIntegerField(null=True)
    recorded_at = models.DateTimeField(db_index=True)
    retired_at = models.DateTimeField(null=True, db_index=True)
    body = models.TextField()

    class Meta:
        """The table."""

        db_table = "recount_toll"


class RejectionRow(models.Model):
    """One refusal."""

    id = models.CharField(primary_key=True, max_length=40)
    order = models.BigIntegerField(db_index=True)
    stage = models.CharField(max_length=16)
    reason = models.CharField(max_length=40)
    report_id = models.CharField(max_length=40, null=True, db_index=True)
    recorded_at = models.DateTimeField()
    body = models.TextField()

    class Meta:
        """The table."""

        db_table = "recount_rejection"


class LogRow(models.Model):
    """One entry of the hash-chained log."""

    seq = models.BigIntegerField(primary_key=True)
    at = models.CharField(max_length=40)
    actor = models.TextField()
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=40, db_index=True)
    body_sha256 = models.CharField(max_length=64)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        """The table."""

        db_table = "recount_log"


class LogBodyRow(models.Model):
    """The body of a log entry, beside the chain so that it can be erased."""

    seq = models.BigIntegerField(primary_key=True)
    body = models.TextField(null=True)
    tombstone = models.TextField(null=True)

    class Meta:
        """The table."""

        db_table = "recount_log_body"


class PlaceFileRow(models.Model):
    """A place file of the user's own, kept with the record so that every later run reads the same places."""

    name = models.TextField(primary_key=True)
    sha256 = models.CharField(max_length=64)
    data = models.BinaryField()
    recorded_at = models.DateTimeField()

    class Meta:
        """The table."""

        db_table = "recount_place_file"


class MetaRow(models.Model):
    """Facts about the store itself: its scope, the version that wrote it."""

    key = models.CharField(primary_key=True, max_length=40)
    value = models.TextField()

    class Meta:
        """The table."""

        db_table = "recount_meta"


from recount.store.accounts_models import AccountRow, InvitationRow, TokenRow  # noqa: E402, F401
from recount.store.history_models import (  # noqa: E402, F401
    ClaimPastRow,
    CodingRow,
    IncidentPastRow,
    PlaceFilePastRow,
    RejectionPastRow,
)
from recount.store.neighbourhood_models import (  # noqa: E402, F401
    BlockRow,
    CopyRow,
    CrowdRow,
    DoubtRow,
    FormerRow,
    GroupRow,
    PassageRow,
    SeatRow,
    SketchRow,
    SurroundingRow,
    TieRow,
)
from recount.store.search_models import (  # noqa: E402, F401
    IncidentFacetRow,
    IncidentMemberRow,
    NameRow,
    SearchRow,
    SearchWordRow,
)
from recount.store.work_models import (  # noqa: E402, F401
    DecisionSubjectRow,
    WorkItemRow,
    WorkPlaceRow,
    WorkReasonRow,
)
