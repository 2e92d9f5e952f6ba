"""Attribution: who says a figure, to whom, and how the text shows it.

Credits are found sentence by sentence (``credits``), their speakers resolved over the report (``voices``);
each figure takes the credit that covers it, one that clearly carries over, or none: the report's own voice.
"""

from __future__ import annotations

from collections.abc import Sequence

from recount.extract.attribution.assign import Figures, attribute, hear
from recount.extract.attribution.lexicon import load_lexicon
from recount.extract.proposal import Proposal
from recount.extract.reading import Reading
from recount.model import Attribution, Harm

_VIOLENT = frozenset({Harm.KILLED, Harm.INJURED, Harm.CASUALTIES})


def find_attributions(reading: Reading, proposals: Sequence[Proposal]) -> list[Attribution]:
    """Return the attribution of each proposal, in their order."""
    if not proposals:
        return []
    lexicon = load_lexicon(reading.report.language)
    figures = Figures(
        all=frozenset(proposal.sentence for proposal in proposals),
        violent=frozenset(proposal.sentence for proposal in proposals if proposal.harm in _VIOLENT),
    )
    hearing = hear(reading, lexicon, figures)
    return [
        attribute(reading, hearing, proposal.sentence, proposal.quantity.span.start) for proposal in proposals
    ]


__all__ = ["find_attributions"]
