"""The codes of the record, as enumerations. Definitions, labels and sources stand in ``codebook/data/*.yml``;
a test holds the two together. A code is never renamed: records outlive versions.
"""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Harm(StrEnum):
    """What happened to the people counted."""

    KILLED = "killed"
    INJURED = "injured"
    CASUALTIES = "casualties"
    MISSING = "missing"
    DISPLACED = "displaced"
    DETAINED = "detained"
    TRAPPED = "trapped"


class Status(StrEnum):
    """Who the victims are said to be, as claimed."""

    CIVILIAN = "civilian"
    COMBATANT = "combatant"
    MIXED = "mixed"
    UNKNOWN = "unknown"


class StatusBasis(StrEnum):
    """Whether the text states the status or a rule of the codebook derives it."""

    STATED = "stated"
    RULE = "rule"
    NONE = "none"


class Group(StrEnum):
    """Groups of people a claim names among its victims."""

    CHILD = "child"
    WOMAN = "woman"
    MAN = "man"
    ELDERLY = "elderly"
    JOURNALIST = "journalist"
    MEDICAL = "medical"
    RESCUER = "rescuer"
    AID_WORKER = "aid_worker"
    POLICE = "police"
    OFFICIAL = "official"
    STUDENT = "student"
    FAMILY = "family"
    OTHER_NAMED = "other_named"


class Means(StrEnum):
    """How the harm was done, as the text says."""

    AIRSTRIKE = "airstrike"
    SHELLING = "shelling"
    ROCKET = "rocket"
    MISSILE = "missile"
    BARREL_BOMB = "barrel_bomb"
    CLUSTER_MUNITION = "cluster_munition"
    CAR_BOMB = "car_bomb"
    SUICIDE_BOMB = "suicide_bomb"
    IED_LANDMINE = "ied_landmine"
    SMALL_ARMS = "small_arms"
    GROUND_CLASHES = "ground_clashes"
    EXECUTION = "execution"
    CHEMICAL = "chemical"
    TORTURE = "torture"
    SIEGE_STARVATION = "siege_starvation"
    DRONE = "drone"
    KNIFE = "knife"
    ACCIDENT = "accident"
    OTHER = "other"
    UNKNOWN = "unknown"


class Scope(StrEnum):
    """How much violence a figure covers; only figures of one scope are reconciled with each other."""

    INCIDENT = "incident"
    DAY = "day"
    PERIOD = "period"
    CAMPAIGN = "campaign"
    CONFLICT = "conflict"
    UNCLEAR = "unclear"


class Modality(StrEnum):
    """Whether the text asserts the harm."""

    ASSERTED = "asserted"
    DENIED = "denied"
    HYPOTHETICAL = "hypothetical"
    EXPECTED = "expected"


class RelationType(StrEnum):
    """How one claim relates to another claim of the same report."""

    SUBSET_OF = "subset_of"
    ADDITIONAL_TO = "additional_to"
    UPDATES = "updates"
    SAME_AS = "same_as"


class CountKind(StrEnum):
    """How a count is written; each kind has its own rule for re-reading it from its words."""

    DIGITS = "digits"
    WORDS = "words"
    VAGUE = "vague"
    BARE_PLURAL = "bare_plural"
    SINGULAR = "singular"
    NAME_LIST = "name_list"
    NONE_STATED = "none_stated"  # "deaths were reported": at least one
    ZERO = "zero"  # "no casualties"
    COMPUTED = "computed"  # not in the text: the result of arithmetic, never "from source"


class Qualifier(StrEnum):
    """What stands around the number."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    UP_TO = "up_to"
    NEARLY = "nearly"
    ABOUT = "about"
    BETWEEN = "between"
    VAGUE = "vague"


class DatePrecision(IntEnum):
    """UCDP GED date_prec; 0 is ours, for a date that is not known at all."""

    UNKNOWN = 0
    DAY = 1
    DAYS_2_TO_6 = 2
    WEEK = 3
    MONTH = 4
    YEAR = 5


class WherePrecision(IntEnum):
    """UCDP GED where_prec; 0 is ours, for a place that is not known at all."""

    UNKNOWN = 0
    EXACT = 1
    NEAR_POINT = 2
    ADM2 = 3
    ADM1 = 4
    FUZZY = 5
    COUNTRY = 6
    INTERNATIONAL = 7


class SourceKind(StrEnum):
    """What kind of body or person speaks."""

    MONITOR = "monitor"
    MEDICAL = "medical"
    RESCUE = "rescue"
    ACTIVISTS = "activists"
    WITNESS = "witness"
    GOVERNMENT = "government"
    ARMED_FORCES = "armed_forces"
    ARMED_GROUP = "armed_group"
    POLICE = "police"
    INTERGOVERNMENTAL = "intergovernmental"
    NGO = "ngo"
    NEWS_AGENCY = "news_agency"
    OUTLET = "outlet"
    UNNAMED = "unnamed"
    UNKNOWN = "unknown"


class IncidentKind(StrEnum):
    """One moment and place of violence, or a total over several."""

    INCIDENT = "incident"
    AGGREGATE = "aggregate"


class SegmentKind(StrEnum):
    """What a stretch of a report's text is."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    BODY = "body"
    CAPTION = "caption"
    CREDIT = "credit"
    FURNITURE = "furniture"
    REPEATED = "repeated"
    LINK = "link"


class DateBasis(StrEnum):
    """Where a report's reference date comes from."""

    TEXT = "text"
    METADATA = "metadata"
    NONE = "none"


class CheckOutcome(StrEnum):
    """What the arithmetic of parts and wholes says."""

    CONSISTENT = "consistent"
    PARTS_EXCEED_WHOLE = "parts_exceed_whole"
    PARTS_BELOW_WHOLE = "parts_below_whole"
    UNDECIDED = "undecided"


class DecisionKind(StrEnum):
    """What a person can rule."""

    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"
    PIN = "pin"
    MERGE = "merge"
    SPLIT = "split"
    GRADE = "grade"
    NOTE = "note"
    ADD = "add"
    RELATE = "relate"
    PART = "part"
    SECOND_REVIEW = "second_review"
    SIGN_OFF = "sign_off"
    WITHDRAW = "withdraw"
    SOURCE = "source"


class RejectionReason(StrEnum):
    """Why something was not coded. Every refusal is counted under one of these."""

    EMPTY = "empty"
    BINARY = "binary"
    UNDECODABLE = "undecodable"
    TOO_LARGE = "too_large"
    NO_TEXT = "no_text"
    MALFORMED = "malformed"
    MISSING_FIELD = "missing_field"
    BAD_DATE = "bad_date"
    DATE_IN_FUTURE = "date_in_future"
    UNKNOWN_FORMAT = "unknown_format"
    LANGUAGE_WITHOUT_RULES = "language_without_rules"
    OUT_OF_SCOPE = "out_of_scope"
    QUOTE_NOT_FOUND = "quote_not_found"
    COUNT_NOT_REREAD = "count_not_reread"
    COUNT_OUTSIDE_QUOTE = "count_outside_quote"
    HARM_NOT_SHOWN = "harm_not_shown"
    OVERRULED = "overruled"
    ANSWER_MALFORMED = "answer_malformed"
    PROPOSER_FAILED = "proposer_failed"
    NO_DATE = "no_date"
    TIMED_OUT = "timed_out"
    WORKER_DIED = "worker_died"
    INTERNAL_ERROR = "internal_error"
