"""Who did it, where only the sentences after a figure say so, and what keeps a party from being carried to a figure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from recount.extract.other_events import is_of_other_event
from recount.extract.perpetrators.act import Act
from recount.extract.perpetrators.sentences import Sentences
from recount.extract.proposal import Proposal
from recount.extract.reading import Reading
from recount.model import Modality
from recount.text.spans import Span

_MARTYRED = 20  # code points behind "fell", or a figure, in which it is told as what or of whom
_OWN = 40  # code points behind a figure in which it is told whose they were


class Following(Sentences):
    """Finds who is blamed for what a sentence tells, or is said to have done it, in the sentences behind it."""

    __slots__ = ("_totals",)

    def __init__(self, reading: Reading, language: str, totals: frozenset[int]) -> None:
        """``totals`` are where figures of a long time begin: an attack told beside them is not all that killed them."""
        super().__init__(reading, language)
        self._totals = totals

    def blamed_after(self, sentence: int) -> Act | None:
        """Who is blamed in the next sentences for what this one tells."""
        near = sentence + self.lexicon.blame_reach
        end = min(len(self.reading.sentences), sentence + 1 + self.lexicon.far_blame_reach)
        for following in range(sentence + 1, end):
            kind = self.kind(following)
            if following > near and (kind.breaks or kind.is_beside or not kind.is_definite):
                continue
            for act in self.acts(following):
                if act.is_blame or act.is_claim:
                    return self._with_rival(act, following)
        return None

    def done_after(self, sentence: int) -> Act | None:
        """By whom the next sentence says the attack was made ("The raid was carried out by …")."""
        following = sentence + 1
        if following >= len(self.reading.sentences) or self.reading.is_headline(sentence):
            return None
        kind = self.kind(following)
        done = (
            None
            if kind.breaks or kind.is_beside
            else next(filter(self._is_done_by, self.acts(following)), None)
        )
        if done is None:
            return None
        opening = self.words(following).casefold().split(maxsplit=1)[:1]
        takes_up = kind.is_definite or not self.lexicon.own_pronouns.isdisjoint(opening)
        return done if takes_up or self.reader(following).names_again(done.act.start) else None

    def is_anonymous(self, act: Act) -> bool:
        """Whether the party is named only by what it did ("a suicide bomber")."""
        return all(
            self.reading.words(party).casefold().split()[0] in self.lexicon.compounds for party in act.parties
        )

    def is_weak(self, act: Act) -> bool:
        """Whether the act hurts nobody by itself."""
        key = self.reading.words(act.act).casefold()
        return key in self.lexicon.weak_acts or key in self.lexicon.weak_objects

    def _is_done_by(self, act: Act) -> bool:
        word = self.reading.words(act.act).casefold()
        return not act.is_active and word in self.lexicon.doing_participles

    def _with_rival(self, act: Act, sentence: int) -> Act:
        """Who is blamed, with the one the other side says did it in the next sentence."""
        following = sentence + 1
        if act.is_claim or following >= len(self.reading.sentences) or not self.kind(following).is_definite:
            return act
        others = (other for other in self.acts(following) if not self.is_weak(other))
        rival = next((other for other in others if other.is_active or other.is_blame), None)
        if rival is None or not self.reader(following).says_before(rival.start):
            return act
        return replace(act, parties=tuple(dict.fromkeys((*act.parties, *rival.parties))))

    def holds_place(self, act: Act, sentence: int) -> bool:
        """Whether the harm was done in places the party holds itself."""
        held = {match[1].casefold() for match in self.lexicon.held.finditer(self.words(sentence))}
        sides = self.lexicon.sides
        words = {word for party in act.parties for word in self.reading.words(party).casefold().split()}
        return any(not words.isdisjoint(sides.get(word, frozenset({word}))) for word in held)

    def names_arms_of(self, act: Act, sentence: int, other: int) -> bool:
        """Whether an act is done with a weapon that another sentence names."""
        end = self.reading.sentences[sentence].span.end
        weapons = _stems(self.lexicon.arms.findall(self.reading.text[act.start : end]))
        return not weapons.isdisjoint(_stems(self.lexicon.arms.findall(self.words(other))))

    def is_apart(self, proposal: Proposal) -> bool:
        """Whether no party told of elsewhere is carried to a figure: nobody's hand killed them ("an outbreak of cholera
        killed 19"), or whoever speaks counts them as his own, and may be the party told of ("17 of its
        men died")."""
        if self._is_total(proposal):
            return True
        if not self.lexicon.natural_causes.isdisjoint(self.reader(proposal.sentence).keys):
            return True
        if self.falls(proposal) or self.is_own_loss(proposal):
            return True
        text, count = self.reading.text, proposal.quantity.span
        own = self.lexicon.own.search(text, count.start, count.end + _OWN)
        if own is None:
            return False
        before = text[self.reading.sentences[proposal.sentence].span.start : count.start].casefold().split()
        return own["own"] is not None or not self.lexicon.saying.isdisjoint(before)

    def _is_total(self, proposal: Proposal) -> bool:
        """Whether a figure counts a long time, in words of its own: no part of others, nor of the attacks told of."""
        is_long = proposal.quantity.span.start in self._totals and proposal.hint is None
        return is_long and not self.kind(proposal.sentence).is_definite

    def wards_off(self, act: Act, proposal: Proposal) -> bool:
        """Whether a party only kept harm from being done ("police foiled a plot to kill the mayor")."""
        is_real = proposal.modality is not Modality.HYPOTHETICAL
        return not is_real and self.reading.words(act.act).casefold() in self.lexicon.foiling_verbs

    def is_of_other_event(self, act: Act, proposal: Proposal) -> bool:
        """Whether an act of the figure's sentence only gives a time or a reason ("days after a regime raid …")."""
        figure = Span(
            min(proposal.quantity.span.start, proposal.trigger.start),
            max(proposal.quantity.span.end, proposal.trigger.end),
        )
        start, language = self.reading.sentences[proposal.sentence].span.start, self.reading.report.language
        is_subject = proposal.quantity.span.start < proposal.trigger.start
        cause = Span(act.start, act.end)
        return is_of_other_event(self.reading.text, start, cause, figure, language, is_subject=is_subject)

    def falls(self, proposal: Proposal) -> bool:
        """Whether the verb is one for the death of one's own ("two of them |fell")."""
        end = proposal.trigger.end
        words = self.reading.words(proposal.trigger).casefold().split()
        after = self.reading.text[end : end + _MARTYRED].casefold().split()
        is_fall = not self.lexicon.falling_verbs.isdisjoint(words)
        return is_fall and self.lexicon.after_falling_to.isdisjoint((*words, *after[:2]))

    def is_own_loss(self, proposal: Proposal) -> bool:
        """Whether the words before a figure say that it is what a party lost itself."""
        start, count = self.reading.sentences[proposal.sentence].span.start, proposal.quantity.span
        after = self.reading.text[count.end : count.end + _MARTYRED].casefold().split()[:1]
        is_anybodys = not self.lexicon.anybodys.isdisjoint(after)
        return (
            not is_anybodys
            and self.lexicon.own_losses.search(self.reading.text[start : count.start]) is not None
        )

    def is_their_own(self, act: Act, proposal: Proposal) -> bool:
        """Whether a figure is of a party's own dead, and the act not said to have killed them."""
        if self.is_own_loss(proposal):
            return act.is_active or not is_harm(act, proposal)
        return self.falls(proposal) and act.is_active and act.end <= proposal.quantity.span.start

    def acts_of_hand(self, sentence: int, proposal: Proposal) -> list[Act]:
        """The acts of a sentence that may stand behind a figure; where a grave was opened, behind its bodies only
        claims, blame and words for killing them."""
        acts = self.acts(sentence)
        is_grave = not self.lexicon.grave_words.isdisjoint(self.reader(sentence).keys)
        if not is_grave or self.lexicon.grave_bodies.isdisjoint(
            self.reading.words(proposal.quote).casefold().split()
        ):
            return acts
        return [act for act in acts if act.is_claim or act.is_blame or self._is_killing(act)]

    def _is_killing(self, act: Act) -> bool:
        """Whether an act is told by a word for killing, or done "by" the party ("shot dead |by rebels")."""
        is_done_by = not act.is_active and " by " in self.reading.text[act.act.start : act.end].casefold()
        words = self.reading.words(act.act).casefold().split()
        return is_done_by or not self.lexicon.harm_participles.isdisjoint(words)

    def is_fighting(self, proposal: Proposal, acts: Sequence[Act]) -> bool:
        """Whether fighting between two sides, not an act, is the nearest cause."""
        if not self.kind(proposal.sentence).is_mutual:
            return False
        text, mutual = self.reading.text, self.lexicon.mutual.pattern
        span = self.reading.sentences[proposal.sentence].span
        trigger = proposal.trigger
        cause = mutual.search(text, trigger.end, min(span.end, trigger.end + 60))
        if cause is None:
            cause = mutual.search(text, max(span.start, trigger.start - 50), trigger.start)
        if cause is None:
            return False
        return not any(is_harm(act, proposal) or (act.is_blame and act.start < trigger.start) for act in acts)

    def is_of_other_kind(self, act: Act, proposal: Proposal) -> bool:
        """Whether the figure is of a blast on the ground, and the act is an air raid."""
        keys, lexicon = self.reader(proposal.sentence).keys, self.lexicon
        if lexicon.blasts.isdisjoint(keys) or not lexicon.air_raids.isdisjoint(keys):
            return False
        return not lexicon.air_raids.isdisjoint(self.reading.text[act.start : act.end].casefold().split())


def is_harm(act: Act, proposal: Proposal) -> bool:
    """Whether an act is the very word of harm of a figure ("has |killed")."""
    return proposal.trigger.start <= act.act.start < proposal.trigger.end


def _stems(words: Iterable[str]) -> set[str]:
    return {word.casefold().rstrip("s") for word in words}
