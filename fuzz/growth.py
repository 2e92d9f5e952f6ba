"""How reading grows with its input: texts that repeat one unit, doubled until they take a second.

python fuzz/growth.py            every stage
python fuzz/growth.py NAME ...   these stages

Prints what grows faster than its input (exponent above 1.3) or is slow for its size, and exits with 1.
"""

from __future__ import annotations

import gc
import math
import multiprocessing
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from multiprocessing.connection import Connection

UNITS = (
    "a ", "a", "A ", "Varda ", "A. ", "A.B.", "1", "1 ", "1,", "1.", "1, ", "12,345 ", ",", ", ", '"',
    '" ', "'", "\u201c", "\u201d ", "\u2018", "(", ")", "( ", "[", "<", "and ", "and killed ", "or ",
    "Al-", "al-", ".", ". ", "\n", "\n\n", " ", "\t", "\r", "-", "- ", "\u2013", "\u2014 ", "/", ":",
    ": ", ";", "&", "&amp;", "%", "$", "killed ", "seven ", "seven people were killed ",
    "7 killed, 8 wounded, ", "at least ", "at least 7 ", "including ", "of ", "of them ", "dozens of ",
    "hundred ", "two hundred and ", "Monday ", "on Monday, ", "12 October 2016 ", "October ", "2016 ",
    "between ", "1-", "1 to ", "said ", "he said. ", '"he said, "', "Varda said ", "the ", "of the ",
    "in ", "in Varda, ", "in Varda ", "the town of ", "near ", "who ", "that ", "\u00e2\u20ac\u2122",
    "\u200b", "\u0301", "a\u0301", "\u00ad", "(AFP) ", "(Reuters)", "Photo: ", "Reuters - ",
    "VARDA, Oct 12 ", "VARDA ", "five people, six women and seven children ", "no ", "not ",
    "more than ", "http://a.b/", "a@b.c ", "\ufffd", "\u0627\u0644 ", "\U0001f642", "children ",
    "a man and a woman and ", "two soldiers, ", "wounded in an attack ", "killed by ", "was killed. ",
    "Seven people were killed in Varda. ",
    "An air strike killed 7 in Varda on Monday, a doctor said.\n\n", "more than 100 people ",
    "the death toll ", "Mr. ", "St. ", "U.S. ", "last week ", "early on ", "a week ago ", "two days ",
    "since ", "x-", "1st ", "1/", "1:", "1.1.", "seven-", "twenty-", "thousand ", "of 7 of ",
    "7 of the ", "(7) ", "[7] ", "7)", "Read more\n", "\u2022 ", "* ", "| ", "= ", "_", "\\", "\x00",
    "\u2028", "\u3000",
)  # fmt: skip
FIRST, LAST = 8_000, 512_000  # characters
ENOUGH_SECONDS = 2.0
KILL_SECONDS = 60.0
STEEP, STEEP_SECONDS = 1.35, 0.25
COARSE_SECONDS = 0.01  # below this the clock is too coarse
SLOW_SECONDS_PER_CHARACTER = 2e-5  # 20 s a megabyte
DAY = date(2031, 5, 5)

Stage = Callable[[str], object]


def stages() -> dict[str, Stage]:
    """Return what is measured, by name."""
    from recount.extract import Extractor, passes_gate
    from recount.gazetteer import CombinedGazetteer, WorldGazetteer
    from recount.ingest import Ingested, IngestOptions, find_segments, read_bytes, sketch
    from recount.text.language import identify
    from recount.text.newsdates import find_dates, find_text_date
    from recount.text.normalise import normalise
    from recount.text.quantities import find_quantities
    from recount.text.sentences import split_sentences

    options = IngestOptions(today=DAY, captured_at=datetime(2031, 5, 5, tzinfo=UTC), language="en")
    extractor = Extractor(gazetteer=CombinedGazetteer((WorldGazetteer(),)))

    def read(text: str) -> object:
        return list(read_bytes(text.encode(), origin="growth.txt", options=options))

    def read_and_extract(text: str) -> object:
        (item,) = read_bytes(text.encode(), origin="growth.txt", options=options)
        return list(extractor.extract(item.report)) if isinstance(item, Ingested) else None

    return {
        "normalise": normalise,
        "identify": identify,
        "sentences": lambda text: list(split_sentences(text)),
        "quantities": lambda text: list(find_quantities(text, language="en")),
        "text_date": lambda text: find_text_date(text, DAY, language="en"),
        "dates": lambda text: list(find_dates(text, DAY, language="en")),
        "segments": lambda text: find_segments(text, title=None, language="en"),
        "sketch": sketch,
        "gate": lambda text: passes_gate(text, "en"),
        "read": read,
        "extract": read_and_extract,
        "extract after": lambda text: read_and_extract(f"An air strike killed 7 in Varda on Monday. {text}"),
        "html": lambda text: list(
            read_bytes(f"<html><body><p>{text}</p></body></html>".encode(), origin="g.html", options=options)
        ),
    }


def serve(connection: Connection) -> None:
    """Measure in a process that can be ended."""
    known = stages()
    for name, stage in known.items():
        stage("Seven people were killed in Varda on Monday.")
        connection.send(name)
    while True:
        name, unit, size = connection.recv()
        text = (unit * (size // len(unit) + 1))[:size]
        gc.collect()
        gc.disable()  # its passes come at moments that have nothing to do with the text
        start = time.process_time()
        known[name](text)
        connection.send(time.process_time() - start)
        gc.enable()


class Measure:
    """A process that measures; it is replaced when it hangs."""

    def __init__(self) -> None:
        self._context = multiprocessing.get_context("spawn")
        self.names = self._start()

    def _start(self) -> list[str]:
        self._mine, theirs = self._context.Pipe()
        self._process = self._context.Process(target=serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        return [self._mine.recv() for _ in stages()]

    def seconds(self, name: str, unit: str, size: int) -> float:
        """Return the processor time of a stage over a text, infinity when it hangs or fails."""
        self._mine.send((name, unit, size))
        try:
            if self._mine.poll(KILL_SECONDS):
                return float(self._mine.recv())
        except EOFError:
            print(f"  {name} {unit!r} {size}: died")
        self._process.kill()
        self._start()
        return math.inf


def growth(measure: Measure, name: str, unit: str) -> tuple[float, int, float]:
    """Return the exponent of growth over the last two doublings, the size reached and the seconds it took."""
    size, times = FIRST, [measure.seconds(name, unit, FIRST)]
    while times[-1] < ENOUGH_SECONDS and size < LAST:
        size *= 2
        times.append(measure.seconds(name, unit, size))
    earlier = max(times[-3:][0], COARSE_SECONDS)
    return math.log2(times[-1] / earlier) / max(len(times[-3:]) - 1, 1), size, times[-1]


def findings(measure: Measure, names: list[str]) -> Iterator[str]:
    """Yield a line for each stage and unit that is steep or slow."""
    for name in names:
        for unit in UNITS:
            exponent, size, seconds = growth(measure, name, unit)
            if (exponent > STEEP and seconds > STEEP_SECONDS) or seconds / size > SLOW_SECONDS_PER_CHARACTER:
                yield f"{name:14} {unit!r:45} ^{exponent:4.1f}  {seconds:7.2f} s for {size:,}"


def main() -> None:
    """Measure and report."""
    measure = Measure()
    found = 0
    for line in findings(measure, sys.argv[1:] or measure.names):
        print(line, flush=True)
        found += 1
    sys.exit(found > 0)


if __name__ == "__main__":
    main()
