"""The stages, run in order: what the verbs of the command line do, without the words.

======== ======================== =====================================
stage    module                from → to
======== ======================== =====================================
reading  ``pipeline.reading``   pieces → reports and refusals
intake   ``pipeline.intake``   reports and refusals → a store
coding   ``pipeline.coding``   reports → claims and refusals
tolling  ``pipeline.tolling``  claims and decisions → incidents, tolls
viewing  ``pipeline.viewing``  a store → what ``publish`` shows
proving  ``pipeline.proving``  a question → what the claims prove
verify   ``pipeline.verifying`` a store → what does not hold in it
warning  ``pipeline.overlooking`` a store → what its rules warn of
grading  ``pipeline.grading``   a store → grades suggested and settled
pipes    ``pipeline.pipes``    reports → lines of JSON, without a store
======== ======================== =====================================

What reads hostile input, reading and coding, goes through a runner: ``pipeline.runner`` in this process,
``pipeline.workers`` in processes that are ended when they hang. Names are loaded when they are first used, so
that a worker starts without the rooms it has no use for.
"""

from typing import TYPE_CHECKING

from recount.loading import load_on_use

if TYPE_CHECKING:
    from recount.pipeline.coding import CodingRun, ReportCoder, code_report, code_store, coder_name
    from recount.pipeline.grading import Graded, grade_store, headline_from
    from recount.pipeline.intake import take_in
    from recount.pipeline.overlooking import overlook_store
    from recount.pipeline.pipes import Pipe
    from recount.pipeline.proving import prove_view
    from recount.pipeline.reading import read_items
    from recount.pipeline.retolling import Retolled, retoll
    from recount.pipeline.runner import IN_PROCESS, Runner
    from recount.pipeline.tolling import Tolled, make_tolls, toll_store
    from recount.pipeline.verifying import Fault, Verification, verify_checkpoints, verify_store
    from recount.pipeline.viewing import view_store
    from recount.pipeline.workers import open_runner

__all__ = [
    "IN_PROCESS",
    "CodingRun",
    "Fault",
    "Graded",
    "Pipe",
    "ReportCoder",
    "Retolled",
    "Runner",
    "Tolled",
    "Verification",
    "code_report",
    "code_store",
    "coder_name",
    "grade_store",
    "headline_from",
    "make_tolls",
    "open_runner",
    "overlook_store",
    "prove_view",
    "read_items",
    "retoll",
    "take_in",
    "toll_store",
    "verify_checkpoints",
    "verify_store",
    "view_store",
]

_HOMES = {
    "coding": ("CodingRun", "ReportCoder", "code_report", "code_store", "coder_name"),
    "grading": ("Graded", "grade_store", "headline_from"),
    "intake": ("take_in",),
    "overlooking": ("overlook_store",),
    "pipes": ("Pipe",),
    "proving": ("prove_view",),
    "reading": ("read_items",),
    "retolling": ("Retolled", "retoll"),
    "runner": ("IN_PROCESS", "Runner"),
    "tolling": ("Tolled", "make_tolls", "toll_store"),
    "verifying": ("Fault", "Verification", "verify_checkpoints", "verify_store"),
    "viewing": ("view_store",),
    "workers": ("open_runner",),
}

__getattr__ = load_on_use(__name__, _HOMES)
