"""Reports to claims.

``Extractor`` reads the claims of a report; ``verify_claim`` proves a stored claim against its report;
``passes_gate`` says whether a text can hold a claim at all; ``claims_as_json`` is the form of the stateless pipe.
"""

from recount.extract.anchor import verify_claim
from recount.extract.extractor import Extractor
from recount.extract.gate import passes_gate
from recount.extract.stateless import claims_as_json

__all__ = ["Extractor", "claims_as_json", "passes_gate", "verify_claim"]
