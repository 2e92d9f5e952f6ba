"""What concerns all tests: skipped tests do not go unnoticed."""

from __future__ import annotations

import pytest
from hypothesis import settings


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end, in a line of its own, what was skipped and why; ``-q`` alone would hide it."""
    skipped: list[pytest.TestReport] = terminalreporter.stats.get("skipped", [])
    reasons = [str(report.longrepr[2]) for report in skipped if isinstance(report.longrepr, tuple)]
    for reason in sorted(set(reasons)):
        words = reason.removeprefix("Skipped: ")
        terminalreporter.write_line(f"SKIPPED {reasons.count(reason)} tests: {words}", yellow=True, bold=True)


# No test is timed: a busy machine must not turn a property into a failure.
settings.register_profile("recount", deadline=None)
settings.load_profile("recount")
