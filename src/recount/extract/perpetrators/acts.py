"""Acts: the places where a sentence says that a party did something that harms."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recount.extract.attribution.tokens import index_at
from recount.extract.perpetrators.act import Act, is_part
from recount.extract.perpetrators.parties import ADJECTIVE, PARTIES, PARTY
from recount.extract.perpetrators.telling import TellingReader
from recount.text.spans import Span

_BACKER = "y[adgmnqhAB]*[ABVgn](?:,?c[adgmnqhAB]*[ABVgn])*"
_POSITION = "[^vW,ABVgye]{0,9}?"
LOCATION = "[xoz](?:a?n+|a[xqm]{1,2}|x)(?:oa?n+)?"  # in Karsem, in the north of Karsem, on horseback
# between commas: which holds the town, backed by militias, in a statement, a spokesman said, a rebel group
ASIDE = ",(?:[xpkzvW][^,]{0,11}|[^,]{1,8}e|a[hqdgBAnxm]{1,6}),"
_ACTIVE = re.compile(
    f"(?P<party>{PARTIES})(?P<gap>z*(?:p(?:{_BACKER}|{_POSITION})|(?P<where>{LOCATION})|(?P<aside>{ASIDE}))?z*)"
    "(?P<act>[vW])"
)
_ASIDE_BEFORE = re.compile(f"{ASIDE}$")
_MODIFIER = re.compile(
    f"(?P<party>(?:{ADJECTIVE},?[cr])*{ADJECTIVE})(?P<day>z?)(?P<act>m*[SW])"
    "|(?P<owner>a*[qdhgnm]*A)(?:(?P<owned>m*S)|(?P<noun>m*W))"
)
_AGENT = re.compile(f"yr?(?P<party>{PARTIES})")
_SOURCE = re.compile(f"(?P<act>[SWV])(?P<sent>v?)o(?P<party>{PARTIES})")
_SAME_ATTACK = 12  # code points between two words for one attack
_BACKED = re.compile("-(?:backed|sponsored|supported|funded)$")  # who stands behind a party, not the party
_OWN_WEAPON = frozenset("AVg")
_OWN = re.compile("(?P<own>[ax])(?:m*(?P<act>[SW])|z*(?P<done>v))")
_HELD = re.compile(f"r?o?(?P<party>(?:{ADJECTIVE},?[cr])*(?:{PARTY}|{ADJECTIVE}))")
_ANNOUNCED = re.compile(f"(?P<party>{PARTIES})z*(?P<says>e)(?:[zx]{{0,3}}(?P<own>x)z*|kz+)(?P<act>v)")
_OWNER_SAYS = re.compile(f"(?P<party>{PARTIES})[zx]{{0,3}}e")
_PARTIES_HERE = re.compile(PARTIES)
_PARTIES_BEFORE = re.compile(f"(?:{PARTIES})$")
_SUBJECT = re.compile(PARTY)
_BEFORE_ATTACK = 5  # tokens before an attack among which stands that it was foiled
_DENIED = 6  # tokens before an act among which stands that it is denied
_LOOK_BACK = 5  # tokens before "by" among which the act must stand


class ActReader(TellingReader):
    """Finds the acts of one sentence."""

    __slots__ = ()

    def read(self) -> list[Act]:
        """Return the acts in order."""
        tags = self.tags
        found: list[Act] = []
        if "v" in tags or "W" in tags:
            found += self._active()
        if "S" in tags or "W" in tags:
            found += self._modifiers()
        if "y" in tags:
            found += self._agents()
            found += self._unnamed()
        if "o" in tags:
            found += self._sources()
        found += self._blame()
        found += self._announced()
        found += self._held_to_be()
        found += self._own(found)
        found = [act for act in found if not (self._is_undone(act) or self._is_named_behind(act, found))]
        whole = [act for act in found if not any(is_part(act, other) for other in found)]
        return sorted(whole, key=lambda act: act.act)

    def _is_named_behind(self, act: Act, found: list[Act]) -> bool:
        """Whether a party that is only described is named behind its attack ("a terrorist attack by the band")."""
        names = [self.text[party.start : party.end].casefold() for party in act.parties]
        if not all(name in self.lexicon.described_parties or _BACKED.search(name) for name in names):
            return False
        return any(
            act.start
            <= other.act.start
            <= act.end + _SAME_ATTACK  # "terrorist mortar |attacks with shells by"
            and any(party.start >= act.end for party in other.parties)
            for other in found
        )

    def _is_undone(self, act: Act) -> bool:
        """Whether an attack was foiled, is only feared, or it is not known who made it."""
        keys, lexicon = self.keys, self.lexicon
        unreal = lexicon.unreal_words if act.is_active else lexicon.unreal_words | lexicon.beginnings
        if not lexicon.foiling_verbs.isdisjoint(keys) or not unreal.isdisjoint(keys):
            first = index_at(self.tokens, act.start)
            before = [token.key for token in self.tokens[max(0, first - _BEFORE_ATTACK) : first]]
            if before and before[-1] in unreal:
                return True
            if not act.is_active and not lexicon.foiling_verbs.isdisjoint(before):
                return True
        if not lexicon.denying.isdisjoint(keys):
            last = index_at(self.tokens, act.act.start)
            if not lexicon.denying.isdisjoint(
                token.key for token in self.tokens[max(0, last - _DENIED) : last]
            ):
                return True  # "the army denied that it had bombed the town"
        if lexicon.unsure.words.isdisjoint(keys):
            return False
        unsure = lexicon.unsure.pattern.search(self.text, self.start, act.start)
        return unsure is not None

    # -- the forms ------------------------------------------------------------------------------------------

    def _active(self) -> Iterator[Act]:
        """Subject and verb: "rebels fired"."""
        last = max(self.tags.rfind("v"), self.tags.rfind("W"))
        for match in _ACTIVE.finditer(self.tags, 0, last + 1):
            start, end = match.span("party")
            if self.is_object(start):
                start = end if self.tags[start - 1] == "y" else self.past_place(start, end)
            if start == end or self._is_passive(match) or self.only_crashed(match.end()):
                continue
            if self.tags[match.start("act")] == "W" and not self._is_verb(match):
                continue
            if match["where"] and not self._tells_where(match):
                continue
            if set(self.tags[start:end]) <= set("an") and not self._names_may_act(start, end):
                continue
            act = self._owned(match, start) or self._act(match, start=start, is_active=True)
            if act is not None:
                yield act

    def _owned(self, match: re.Match[str], start: int) -> Act | None:
        """The body whose own people acted: "the Front said |its fighters had killed"."""
        before = {token.key for token in self.tokens[max(0, start - 1) : start + 1]}
        if self.lexicon.own_articles.isdisjoint(before):
            return None
        for owner in _OWNER_SAYS.finditer(self.tags, 0, start):
            first, last = owner.span("party")
            parties = () if self.is_object(first) else self.parties(first, last)
            if parties:
                at = self._strike(match.end("act") - 1)
                return self._made(parties, (first, max(match.end(), at + 1)), at, is_active=True)
        return None

    def _tells_where(self, match: re.Match[str]) -> bool:
        """Whether what stands between a party and a verb is its place, and the verb is said of it."""
        first, last = match.span("where")
        if self.lexicon.continuous.fullmatch(self.tokens[match.start("act")].key):
            return False  # "rebels across the country through |launching …"
        return (
            self.tokens[first].key in self.lexicon.locating
            and self.tokens[last - 1].key not in self.lexicon.no_object_before
        )

    def _modifiers(self) -> Iterator[Act]:
        """A party before a strike: "regime air raids"."""
        for match in _MODIFIER.finditer(self.tags):
            group = "party" if match["party"] else "owner"  # a plural may have lost its apostrophe
            if match["day"] and self.tokens[match.start("day")].key not in self.lexicon.days:
                continue
            if match["noun"] and not self._is_noun(match.start()):
                continue
            parties = self.parties(*match.span(group))
            if parties and not self.says_too_little(match.start(group), match.end(group)):
                yield self._made(parties, match.span(), self._strike(match.end() - 1))

    def _is_noun(self, start: int) -> bool:
        """Whether what follows a party is no verb: it all stands behind a preposition ("in the rebels |attack")."""
        return start > 0 and self.tokens[start - 1].key in self.lexicon.before_nouns

    def _agents(self) -> Iterator[Act]:
        """ "by" after an act: "killed by rebels", "shelling by the army"."""
        for match in _AGENT.finditer(self.tags):
            place = self._act_before(match.start())
            if place is None:
                continue
            act = self._act(match, place)
            if act is not None:
                yield act

    def _unnamed(self) -> Iterator[Act]:
        """ "Killed by armed men": people of no party."""
        if self.lexicon.unnamed_agents.isdisjoint(self.keys):
            return
        for link in [index for index, letter in enumerate(self.tags) if letter == "y"]:
            match = self.lexicon.unnamed.match(self.text, self.tokens[link].start, self.end)
            place = None if match is None else self._act_before(link)
            if match is None or place is None:
                continue
            end = index_at(self.tokens, match.end())
            if self.tokens[end - 1].key in self.lexicon.unnamed_agents:
                yield self._made((Span(*match.span(1)),), (min(place, link), end), place)

    def _sources(self) -> Iterator[Act]:
        """A strike or platform of a party: "fire from army posts"."""
        for match in _SOURCE.finditer(self.tags):
            is_target = match["act"] != "V" and self.tokens[match.end("act")].key in self.lexicon.target_links
            if is_target or set(match["party"]) <= set("an"):
                continue
            if match["sent"] and not self._is_sent(match):
                continue
            act = self._act(match)
            if act is not None:
                yield act

    def _is_sent(self, match: re.Match[str]) -> bool:
        """Whether what harmed was sent by a party itself, not only from where it is ("from rebel-held areas")."""
        sent, link = self.tokens[match.start("sent")].key, self.tokens[match.end("sent")].key
        is_own = not _OWN_WEAPON.isdisjoint(match["party"])
        return sent in self.lexicon.sent_participles and link in self.lexicon.sending_links and is_own

    def _own(self, found: list[Act]) -> Iterator[Act]:
        """ "Its strikes": the party that is the subject of the sentence."""
        if self.lexicon.own_words.isdisjoint(self.keys) or any(act.is_active for act in found):
            return
        for match in _OWN.finditer(self.tags):
            owners = self.lexicon.own_articles if match["act"] else self.lexicon.own_pronouns
            if self.tokens[match.start("own")].key not in owners:
                continue
            for subject in _SUBJECT.finditer(self.tags, 0, match.start()):
                if set("ABg") & set(subject[0]) and not self.is_object(subject.start()):
                    parties = self.parties(subject.start(), subject.end())
                    if parties:
                        yield self._made(parties, (subject.start(), match.end()), match.end() - 1)
                        return

    def _announced(self) -> Iterator[Act]:
        """ "The brigade said it had killed": a party tells what it did itself."""
        if self.lexicon.own_pronouns.isdisjoint(self.keys) and self.lexicon.claiming_verbs.isdisjoint(
            self.keys
        ):
            return
        for match in _ANNOUNCED.finditer(self.tags):
            start, end = match.span("party")
            says = self.tokens[match.start("says")].key
            if match["own"] is None:
                is_own = says in self.lexicon.claiming_verbs  # "claimed to have killed"
            else:
                is_own = self.tokens[match.start("own")].key in self.lexicon.own_pronouns
            if not is_own or says not in self.lexicon.announcing_verbs | self.lexicon.claiming_verbs:
                continue
            if self.is_object(start):
                continue
            if set(match["party"]) <= set("an") and not self._names_may_act(start, end):
                continue
            act = self._act(match, is_active=True)
            if act is not None:
                yield act

    def _blame(self) -> Iterator[Act]:
        """Who is blamed or accused, who is said to be behind it, who claims it."""
        if self.lexicon.blame_words.isdisjoint(self.keys):
            return
        for cue in self.lexicon.blame.finditer(self.text, self.start, self.end):
            index = index_at(self.tokens, cue.end())
            match = _PARTIES_HERE.match(self.tags, index)
            if match is None or (cue[0][0] in "hH" and not self.is_held_responsible(match.end())):
                continue
            parties = self.parties(match.start(), match.end())
            if parties:
                first = index_at(self.tokens, cue.start())
                yield self._made(parties, (first, match.end()), first, alleged=True, is_blame=True)
        for pattern, alleged in ((self.lexicon.after_blame, True), (self.lexicon.claimed, False)):
            for cue in pattern.finditer(self.text, self.start, self.end):
                index = self._before_aside(index_at(self.tokens, cue.start() + 1))
                match = _PARTIES_BEFORE.search(self.tags, max(0, index - 12), index)
                parties = () if match is None else self.parties(match.start(), match.end())
                if parties and match is not None:
                    start, end = match.span()
                    yield self._made(
                        parties, (start, end), start, alleged=alleged, is_blame=alleged, is_claim=not alleged
                    )

    def _before_aside(self, index: int) -> int:
        """Where the aside begins that ends before a token ("the brigade|, in a statement, claimed")."""
        aside = _ASIDE_BEFORE.search(self.tags, 0, index)
        return index if aside is None else aside.start()

    def _held_to_be(self) -> Iterator[Act]:
        """ "Jets believed to be Redlandian": whose a platform or a strike is held to be."""
        if "V" not in self.tags and "S" not in self.tags:
            return
        for cue in self.lexicon.held_to_be.finditer(self.text, self.start, self.end):
            index = index_at(self.tokens, cue.end())
            first = index_at(self.tokens, cue.start())
            match = _HELD.match(self.tags, index)
            if match is None or self.tags[first - 1 : first] not in ("V", "S"):
                continue
            parties = self.parties(match.start("party"), match.end("party"))
            if parties:
                yield self._made(parties, (first - 1, match.end()), first - 1, alleged=True)

    # -- parts ----------------------------------------------------------------------------------------------

    def _act(
        self,
        match: re.Match[str],
        place: int | None = None,
        *,
        start: int | None = None,
        is_active: bool = False,
    ) -> Act | None:
        first, last = match.span("party")
        parties = self.parties(first if start is None else start, last)
        if not parties:
            return None
        at = self._strike(match.end("act") - 1 if place is None else place)
        within = (min(match.start(), at), max(match.end(), at + 1))
        return self._made(parties, within, at, is_active=is_active)

    def _strike(self, at: int) -> int:
        """The word that tells what was done: a "bombing campaign" is bombing."""
        key = self.tokens[at].key
        if key in self.lexicon.weak_acts and self.tags[at - 1 : at] in ("S", "W"):
            return at - 1
        if key not in self.lexicon.launching_verbs:
            return at
        struck = at
        for after in range(at + 1, min(len(self.tokens), at + 5)):
            if self.tokens[after].key in self.lexicon.weak_objects:
                return after
            if struck == at and self.tags[after] in "vSW":
                struck = after
        return struck

    def _made(
        self,
        parties: tuple[Span, ...],
        within: tuple[int, int],
        at: int,
        *,
        alleged: bool = False,
        is_active: bool = False,
        is_blame: bool = False,
        is_claim: bool = False,
    ) -> Act:
        start, end = within
        first, last = self.tokens[start].start, self.tokens[end - 1].end
        reach = self.lexicon.hedge_within // 2
        hedged = self.lexicon.hedge.search(self.text, max(self.start, first - reach), last)
        has_alternatives = "r" in self.tags[start:end]
        return Act(
            parties=parties,
            start=first,
            end=last,
            act=Span(self.tokens[at].start, self.tokens[at].end),
            alleged=alleged or hedged is not None or has_alternatives,
            is_active=is_active,
            is_blame=is_blame,
            is_claim=is_claim or self.tokens[at].key in self.lexicon.claiming_verbs,
        )

    def _is_passive(self, match: re.Match[str]) -> bool:
        """Whether the party suffered the act: "rebels were killed", "nine rebels killed in …"."""
        act = match.start("act")
        key = self.tokens[act].key
        gap = range(match.end("aside") if match["aside"] else match.start("gap"), match.end("gap"))
        if any(self.tokens[index].key in self.lexicon.passives for index in gap):
            return self.lexicon.continuous.fullmatch(key) is None
        is_perfect = any(self.tokens[index].key in self.lexicon.perfects for index in gap)
        if is_perfect or key not in self.lexicon.harm_participles:
            return False
        if act + 1 >= len(self.tokens):
            return True
        if self.is_joined_verb(act):
            return False
        after = self.tokens[act + 2].key if act + 2 < len(self.tokens) else ""
        if self.tokens[act + 1].key in self.lexicon.dead_words:
            return (
                not after or after in self.lexicon.no_object_before
            )  # "soldiers shot dead |a boy" is active
        return self.tokens[act + 1].key in self.lexicon.no_object_before and (
            after not in self.lexicon.quantifiers_after_at
        )

    def _is_verb(self, match: re.Match[str]) -> bool:
        """A form that may be noun or verb is a verb after a plural party and before its object."""
        if "p" in match["gap"]:
            return False
        after = self.tags[match.end() : match.end() + 1]
        return self.tags[match.end("party") - 1] in "AV" and after not in ("o", "", "k", "y", "z", ",")

    def _names_may_act(self, start: int, end: int) -> bool:
        """A bare name acts when it opens its clause, and is a state's or of several words."""
        names = [index for index in range(start, end) if self.tags[index] == "n"]
        if len(names) == 1 and self.tokens[names[0]].key not in self.lexicon.states:
            return False
        if end - start > 3 or (start > 0 and self.tags[start - 1] not in ",cz"):
            return start == 0
        return True

    def _act_before(self, index: int) -> int | None:
        for back in range(index - 1, max(-1, index - 1 - _LOOK_BACK), -1):
            key = self.tokens[back].key
            is_participle = back == index - 1 and self.lexicon.participle.fullmatch(key) is not None
            is_other = is_participle and key not in self.lexicon.acted_participles
            if key in self.lexicon.never_by or key in self.lexicon.foiling_verbs or is_other:
                return None
            if key in self.lexicon.acted_participles or self.tags[back] in "SWv":
                return back
            if self.tags[back] == "y":
                return None
        return None
