"""Tables of what hangs together: groups of claims, what they share, and how well they fit.

All of it is made from the record by linking and can be made again by a full run (``recount incidents``); a new
report's neighbourhood is found through it without looking at the rest. Numbers are hashes of 63 bits.
"""

from __future__ import annotations

from django.db import models


class GroupRow(models.Model):
    """Claims of one report about one event, or one total; ``body`` is the linker's, not for others to read."""

    number = models.BigIntegerField(primary_key=True)
    report_id = models.CharField(max_length=40, db_index=True)
    incident_id = models.CharField(max_length=40, db_index=True)
    cover = models.BigIntegerField(null=True, db_index=True)
    body = models.TextField()

    class Meta:
        """The table."""

        db_table = "recount_group"


class BlockRow(models.Model):
    """A group in a block: what is compared with each other."""

    pk = models.CompositePrimaryKey("block", "group")
    block = models.BigIntegerField()
    group = models.BigIntegerField()

    class Meta:
        """The table."""

        db_table = "recount_block"


class CrowdRow(models.Model):
    """A block with too many groups to say anything."""

    block = models.BigIntegerField(primary_key=True)

    class Meta:
        """The table."""

        db_table = "recount_crowd"


class TieRow(models.Model):
    """The score of two groups, ``one`` the smaller number, where it is high enough to matter."""

    pk = models.CompositePrimaryKey("one", "two")
    one = models.BigIntegerField()
    two = models.BigIntegerField(db_index=True)
    score = models.FloatField()

    class Meta:
        """The table."""

        db_table = "recount_tie"


class SurroundingRow(models.Model):
    """That a report of a month says of one place that it lies in another; of some place, when it is empty."""

    report_id = models.CharField(max_length=40, db_index=True)
    month = models.CharField(max_length=7)
    place = models.TextField()
    around = models.TextField()

    class Meta:
        """The table."""

        db_table = "recount_surrounding"


class SeatRow(models.Model):
    """How many reports of a month say of a place that it lies in another, or, without that, encloses any."""

    pk = models.CompositePrimaryKey("place", "month", "around")
    place = models.TextField()
    month = models.CharField(max_length=7)
    around = models.TextField()
    reports = models.IntegerField()

    class Meta:
        """The table."""

        db_table = "recount_seat"


class SketchRow(models.Model):
    """The hashes kept of a report's words, by the number of the report."""

    number = models.BigIntegerField(primary_key=True)
    report_id = models.CharField(max_length=40)
    hashes = models.BinaryField()

    class Meta:
        """The table."""

        db_table = "recount_sketch"


class PassageRow(models.Model):
    """One hash of the words of a report."""

    pk = models.CompositePrimaryKey("hash", "report")
    hash = models.BigIntegerField()
    report = models.BigIntegerField()

    class Meta:
        """The table."""

        db_table = "recount_passage"


class CopyRow(models.Model):
    """Two reports that carry one story, their ids in order."""

    pk = models.CompositePrimaryKey("one", "two")
    one = models.CharField(max_length=40)
    two = models.CharField(max_length=40, db_index=True)
    containment = models.FloatField()

    class Meta:
        """The table."""

        db_table = "recount_copy"


class FormerRow(models.Model):
    """An id that a live incident had before a merge or a split."""

    pk = models.CompositePrimaryKey("former", "incident_id")
    former = models.CharField(max_length=40)
    incident_id = models.CharField(max_length=40, db_index=True)

    class Meta:
        """The table."""

        db_table = "recount_former"


class DoubtRow(models.Model):
    """Two live incidents, their ids in order, that may be one."""

    pk = models.CompositePrimaryKey("one", "two")
    one = models.CharField(max_length=40)
    two = models.CharField(max_length=40, db_index=True)
    score = models.FloatField(db_index=True)
    body = models.TextField()

    class Meta:
        """The table."""

        db_table = "recount_doubt"
