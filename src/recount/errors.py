"""Every error Recount raises on purpose: one root, a code, what happened, where, and the next move.

A refusal of one report or claim is data (``recount.model.Rejection``) and is counted; an error stops the
command. The command line prints the message of a ``RecountError`` without a traceback and exits with
``exit_code``.
"""

from __future__ import annotations


class RecountError(Exception):
    """Root of all deliberate errors.

    Args:
        message: what happened and where (the file, the id, the position).
        next_move: one sentence that tells the reader what to do now.
    """

    code = "E000"
    exit_code = 1

    def __init__(self, message: str, *, next_move: str) -> None:
        super().__init__(message)
        self.message = message
        self.next_move = next_move

    def __str__(self) -> str:
        return f"[{self.code}] {self.message} {self.next_move}"


class UsageError(RecountError):
    """The command was asked for something it cannot mean (a bad option value, a missing file)."""

    code = "E100"
    exit_code = 2


class InputError(RecountError):
    """A whole input cannot be read (not a report, not the declared format)."""

    code = "E200"


class AnchorError(RecountError):
    """A claim's words, or the number in them, are not in the report's text."""

    code = "E210"


class CodebookError(RecountError):
    """A code, convention or lexicon is unknown or malformed."""

    code = "E300"


class GazetteerError(RecountError):
    """A place file cannot be used."""

    code = "E310"


class DecisionError(RecountError):
    """A decision names nothing in the record, or contradicts itself."""

    code = "E400"


class DecisionConflictError(DecisionError):
    """What a ruling is about has changed since whoever rules looked at it.

    Attributes:
        subject: id of the claim, incident, report or source.
        since: ids of the decisions that were appended in the meantime; none when the record itself changed.
    """

    code = "E410"

    def __init__(
        self, message: str, *, next_move: str, subject: str = "", since: tuple[str, ...] = ()
    ) -> None:
        super().__init__(message, next_move=next_move)
        self.subject = subject
        self.since = since


class RoleError(DecisionError):
    """The role of whoever rules does not allow a ruling of this kind."""

    code = "E420"


class StoreError(RecountError):
    """The store cannot be opened, is locked, or holds what it should not."""

    code = "E500"


class StoreVersionError(StoreError):
    """The store was written by a newer version of Recount."""

    code = "E510"


class IntegrityError(StoreError):
    """The record contradicts its own hashes."""

    code = "E520"


class SettingsError(RecountError):
    """A setting is malformed."""

    code = "E600"
    exit_code = 2


class PublishError(RecountError):
    """The record cannot be published as asked."""

    code = "E700"


class WorkerError(RecountError):
    """A process for reading reports cannot be started."""

    code = "E800"
