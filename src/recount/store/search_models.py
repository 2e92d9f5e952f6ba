"""Tables of the search index. All of it is made from the record and can be made again (``search_index``).

``SearchRow.words`` is indexed by each engine in its own way (``search_engines``): FTS5 beside the table on
SQLite, a generated column on PostgreSQL. What a word is was settled before; the engines split at spaces only.
"""

from __future__ import annotations

from django.db import models


class SearchRow(models.Model):
    """Up to ``search_index.PART_WORDS`` words of one report, claim, incident or name, in the form for searching.

    ``start`` and ``stop`` say which code points of its text they are; ``names`` holds the ids of the names a
    claim uses, so that they can be counted down without it.
    """

    kind = models.CharField(max_length=8)
    record_id = models.CharField(max_length=40)
    part = models.IntegerField(default=0)
    report_id = models.CharField(max_length=40, null=True, db_index=True)
    day = models.DateField(null=True)
    outlet = models.TextField(null=True)
    start = models.IntegerField(default=0)
    stop = models.IntegerField(default=0)
    names = models.TextField(default="")
    words = models.TextField()

    class Meta:
        """The table."""

        db_table = "recount_search"
        indexes = (models.Index(fields=["record_id"], name="recount_search_record"),)


class SearchWordRow(models.Model):
    """A word that stands in the index; ``beginning`` holds its first two letters."""

    word = models.CharField(primary_key=True, max_length=40)
    beginning = models.CharField(max_length=2, db_index=True)

    class Meta:
        """The table."""

        db_table = "recount_search_word"


class NameRow(models.Model):
    """A spelling that live claims use for a place, source or perpetrator; role "part": one word of such a name.

    ``skeleton`` and ``sound`` are the keys under which spellings meet; names with one ``same_as`` are known to
    mean one place or body, however they are spelled.
    """

    id = models.CharField(primary_key=True, max_length=40)
    role = models.CharField(max_length=12)
    name = models.TextField()
    same_as = models.CharField(max_length=80, default="", db_index=True)
    sound = models.TextField()
    skeleton = models.CharField(max_length=80, db_index=True)
    uses = models.IntegerField(default=0)

    class Meta:
        """The table."""

        db_table = "recount_name"


class IncidentMemberRow(models.Model):
    """Which live incident a claim stands in."""

    claim_id = models.CharField(primary_key=True, max_length=40)
    incident_id = models.CharField(max_length=40, db_index=True)

    class Meta:
        """The table."""

        db_table = "recount_incident_member"


class IncidentFacetRow(models.Model):
    """What a live incident is filtered by: one row without a harm, and one for each harm it has a toll of."""

    incident_id = models.CharField(max_length=40, db_index=True)
    harm = models.CharField(max_length=16, default="")
    label = models.TextField()
    means = models.CharField(max_length=32)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    where_precision = models.IntegerField(default=0)
    start = models.DateField(null=True)
    end = models.DateField(null=True)
    low = models.BigIntegerField(null=True)
    high = models.BigIntegerField(null=True)

    class Meta:
        """The table."""

        db_table = "recount_incident_facet"
        indexes = (
            models.Index(fields=["harm", "lat", "lon"], name="recount_facet_where"),
            models.Index(fields=["harm", "start"], name="recount_facet_when"),
            models.Index(fields=["harm", "low"], name="recount_facet_low"),
        )
