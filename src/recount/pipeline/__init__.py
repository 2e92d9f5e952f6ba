"""The stages, run in order: what the verbs of the command line do, without the words.

======== ====================== =====================================
stage    module                from → to
======== ====================== =====================================
intake   ``pipeline.intake``   bytes → reports and refusals in a store
coding   ``pipeline.coding``   reports → claims and refusals
tolling  ``pipeline.tolling``  claims and decisions → incidents, tolls
viewing  ``pipeline.viewing``  a store → what ``publish`` shows
verify   ``pipeline.verifying`` a store → what does not hold in it
pipes    ``pipeline.pipes``    reports → lines of JSON, without a store
======== ====================== =====================================
"""

from recount.pipeline.coding import CodingRun, ReportCoder, code_report, code_store, coder_name
from recount.pipeline.intake import take_in
from recount.pipeline.pipes import Pipe
from recount.pipeline.tolling import Tolled, make_tolls, toll_store
from recount.pipeline.verifying import Fault, Verification, verify_store
from recount.pipeline.viewing import view_store

__all__ = [
    "CodingRun",
    "Fault",
    "Pipe",
    "ReportCoder",
    "Tolled",
    "Verification",
    "code_report",
    "code_store",
    "coder_name",
    "make_tolls",
    "take_in",
    "toll_store",
    "verify_store",
    "view_store",
]
