"""Reports to claims.

``Extractor`` reads the claims of a report, ``ExtractorOnDemand`` does so and loads its rules only for a report that
passes the gate; ``verify_claim`` proves a stored claim against its report; ``passes_gate`` says whether a text can hold
a claim at all; ``claims_as_json`` is the form of the stateless pipe. Names are loaded when they are first used, so that
what only reads a word list, or only asks the gate, starts without the rules.
"""

from typing import TYPE_CHECKING

from recount.loading import load_on_use

if TYPE_CHECKING:
    from recount.extract.anchor import verify_claim
    from recount.extract.extractor import Extractor
    from recount.extract.gate import passes_gate
    from recount.extract.on_demand import ExtractorOnDemand
    from recount.extract.stateless import claims_as_json

__all__ = ["Extractor", "ExtractorOnDemand", "claims_as_json", "passes_gate", "verify_claim"]

_HOMES = {
    "anchor": ("verify_claim",),
    "extractor": ("Extractor",),
    "gate": ("passes_gate",),
    "on_demand": ("ExtractorOnDemand",),
    "stateless": ("claims_as_json",),
}

__getattr__ = load_on_use(__name__, _HOMES)
