"""One input against one promise, as work that a worker can do."""

from __future__ import annotations

import time
import traceback
from dataclasses import dataclass

from tests.hostile.promises import PROMISES, Seen

_WARM: set[str] = set()  # the targets this process has run


@dataclass(frozen=True)
class Passed:
    """The promise was kept: what was seen, and the processor seconds it took."""

    seen: Seen
    seconds: float


@dataclass(frozen=True)
class Failure:
    """The promise was broken, or there was a crash: what and where, the same for the same fault."""

    what: str


@dataclass(frozen=True)
class Trial:
    """The work: bytes to what came of them.

    A worker's first input also loads modules and lexicons; so it is run twice, and the second time counts.
    """

    target: str

    def __call__(self, data: bytes) -> Passed | Failure:
        if self.target not in _WARM:
            _WARM.add(self.target)
            self(data)
        start = time.process_time()
        try:
            seen = PROMISES[self.target](data)
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - any exception is the finding
            return Failure(_place(error))
        return Passed(seen, time.process_time() - start)


def _place(error: Exception) -> str:
    """Return the error's kind, the line of the project it left, and the promise's line."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "recount" in frame.filename or "hostile" in frame.filename]
    last = ours[-1]
    words = ""
    return f"{type(error).__name__} at {last.filename.rpartition('/')[2]}:{last.lineno} {last.line} {words}"
