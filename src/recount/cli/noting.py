"""What is worth knowing of the reports that were taken in, told once for all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from recount.cli.terminal import counted, say
from recount.model import Rejection

if TYPE_CHECKING:
    from recount.ingest import Ingested

_A = {"day": "a", "outlet": "an"}
SHOWN = 5  # warnings that are told apart; 'recount check' lists all


class Notes:
    """Counts what the reports of a stream are warned of, and what they lack."""

    def __init__(self) -> None:
        self._warnings = Counter[str]()
        self._undated = self._unnamed = 0

    def watch(self, items: Iterable[Ingested | Rejection]) -> Iterator[Ingested | Rejection]:
        """Yield the items as they come, and count."""
        for item in items:
            if not isinstance(item, Rejection):
                self._warnings.update(set(item.report.warnings))
                self._undated += item.report.reference_date is None
                self._unnamed += item.report.outlet is None
            yield item

    def tell(self) -> None:
        """Say what was counted, and what to do about it; nothing where there is nothing."""
        for warning, count in self._warnings.most_common(SHOWN):
            say(f"  warning ({counted(count, 'report')}): {warning}")
        if (more := len(self._warnings) - SHOWN) > 0:
            say(f"  … and {counted(more, 'other warning')}. 'recount check' lists all.")
        lacking = (
            (self._undated, "day", "--published", "published"),
            (self._unnamed, "outlet", "--outlet", "outlet"),
        )
        for number, what, option, field in lacking:
            if number:
                reports = counted(number, "report")
                say(
                    f"  {reports} without {_A[what]} {what}: give it with {option}, or as {field!r} in the data, when "
                    "they are taken into a new store. One that is kept stays as it is."
                )
