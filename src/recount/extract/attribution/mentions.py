"""Mentions: whom the words of a speaker phrase name."""

from __future__ import annotations

import re
from dataclasses import replace

from recount.extract.attribution.bodies import RoleBodies
from recount.extract.attribution.forms import (
    COMMON,
    ENTITY,
    NAME_AND_ROLE,
    NESTED,
    PLACE,
    ROLE_AND_NAME,
    Mention,
    MentionKind,
)
from recount.extract.attribution.tagging import Known

_ROLE_AFTER = re.compile(r"[mnRBP]*[rRpP](?:[ik].*)?$")
_BODY_AFTER = re.compile("[mBR]*[bB]$")
_INSIDE = re.compile("[rRpP]i[aA]*m*$")
_OF_BODY = re.compile("[rRpPbB][ok]")
_LEADER = re.compile("[mRB]*[rR][ok]A[mB]*[rRbB]")
_HEAD = re.compile("[rRpPbBdD]")
_LINKED = re.compile(rf"[oki](?P<body>[aA]w[bB]|{COMMON}|{ENTITY})")
_WHERE = re.compile(PLACE)
_PERSON = re.compile("t*(?:n{2,3}|KJ+)")
_PERSON_OF_BODY = re.compile("(?:t+(?P<titled>n{1,3})|(?P<person>n{2,3}))oA(?P<body>[nKJm]*[nKJbB])")
_OWNER = re.compile("['’]s?$")
_NAMED_BODY = re.compile("n[mn]*[bB]$")


class MentionReader(RoleBodies):
    """Reads whom phrases of one sentence name."""

    __slots__ = ()

    def read(self, start: int, end: int) -> tuple[Mention, ...]:
        """Return whom the words ``[start, end)`` name."""
        tags = self.sentence.tags[start:end]
        nested = NESTED.search(tags)
        if nested is not None:
            return self.read(start + nested.start("speaker"), start + nested.end("speaker"))
        bare = len(tags) - len(tags.lstrip("aA"))
        first = start + bare
        if first >= end:
            return ()
        known = [name for name in self.sentence.known if first <= name.start and name.end <= end]
        known = [
            name for name in known if tags[name.start - start] != "n" or name.end - name.start == end - first
        ]
        mention = (
            self._owned(first, end, known)
            or self._titled(first, end, known)
            or self._named_first(first, end, known)
            or self._known(start, first, end, known)
            or self._described(start, first, end)
        )
        return () if mention is None else self._with_outlet(mention, known)

    def _owned(self, first: int, end: int, known: list[Known]) -> Mention | None:
        """A person named behind the body spoken for: "the Observatory's Ann Lee"."""
        owner = next((name for name in known if name.start == first and self._is_possessive(name)), None)
        if owner is None or _PERSON.fullmatch(self.sentence.tags, owner.end, end) is None:
            return None
        body = self._name(owner.start, owner.end, known, is_person=False)
        return self._name(owner.end, end, known, body=body, is_person=True)

    def _titled(self, first: int, end: int, known: list[Known]) -> Mention | None:
        """A person or body named after a role: "civil defence official Ann Lee"."""
        tags = self.sentence.tags[first:end]
        match = ROLE_AND_NAME.match(tags)
        if match is None or not set("rRbB") & set(match["role"]) or not set("nK") & set(match["name"]):
            return None
        name_start, name_end = first + match.start("name"), first + match.end("name")
        while self.sentence.tags[name_start] == "t":
            name_start += 1
        role_end = first + match.end("role")
        head = self.head(first, role_end)
        if role_end - first == 1 and tags[0] in "bB" and self.sentence.tokens[first].is_capitalised:
            return self._name(first, name_end, known, head=head, is_person=False)  # "Radio Belmar"
        is_person: bool | None = head in self.lexicon.roles
        body = (self._body(first, role_end, known) or self._own_body(first - 1)) if is_person else None
        if is_person and body is None and head in self.lexicon.modifiers:
            is_person = None  # "rebel", "activist" may describe a body as well
        return self._name(name_start, name_end, known, head=head, body=body, is_person=is_person)

    def _named_first(self, first: int, end: int, known: list[Known]) -> Mention | None:
        """A name explained by what follows: "Ann Lee, head of the Monitor"."""
        match = NAME_AND_ROLE.match(self.sentence.tags[first:end])
        if match is None or not set("rRbBpP") & set(match["role"]):
            return None
        name_end, role_start = first + match.end("name"), first + match.start("role")
        head = self.head(role_start, end)
        is_person = head in self.lexicon.roles or match["role"][0] in "ko"
        while self.sentence.tags[first] == "t" and first < name_end - 1:
            first += 1
        return self._name(
            first,
            name_end,
            known,
            head=head,
            body=self._body(role_start, end, known) if is_person else None,
            is_person=is_person,
        )

    def _known(self, start: int, first: int, end: int, known: list[Known]) -> Mention | None:
        """A name of the table, alone or before a role ("a civil defence official")."""
        if not known:
            return None
        name = self._best(known)
        after = self.sentence.tags[name.end : end]
        if _BODY_AFTER.match(after) and self._is_possessive(name):
            return self._phrase(name.end, end, originator=None)
        role = _ROLE_AFTER.match(after)
        if self.head(name.end, end) in self.lexicon.monitor_heads:
            role = None
        before = self.sentence.tags[first : name.start]
        if role is not None:
            return self._phrase(start, self._kept_end(first, end), originator=name.originator)
        made_here = "a" in self.sentence.tags[start:first] and _BODY_AFTER.match(after)
        is_monitor = self.head(first, end) in self.lexicon.monitor_heads
        is_inside = _INSIDE.search(before) is not None  # "a source in the Monitor"
        belongs = (is_inside or _OF_BODY.search(before)) and not is_monitor
        if belongs or made_here:
            kept = end if is_inside else self._kept_end(first, end)
            return self._phrase(start, kept, originator=name.originator)
        head = self.head(name.end, end)
        is_body = head != "" or self._is_body(name)
        return self._name(name.start, name.end, known, head=head, is_person=False if is_body else None)

    def _is_possessive(self, name: Known) -> bool:
        """Whether what follows belongs to a name ("the ministry's news agency")."""
        return self.sentence.tokens[name.end - 1].end > name.name_end

    def _described(self, start: int, first: int, end: int) -> Mention | None:
        """A phrase with a head, or a name the table does not know."""
        tags = self.sentence.tags[first:end]
        if not _HEAD.search(tags):
            return self._bare_name(first, end)
        if self._is_of_body(first, end):
            return self._name(first, end - 1, list(self.sentence.known), is_person=False)
        if self.head(first, end) in self.lexicon.made_documents and not self._is_made(first, end):
            maker = self.sentence.tags[first : end - 1]
            named = bool(maker) and set(maker) <= set("nKJ")  # "an Agence Varda tally"
            return self._bare_name(first, end - 1) if named else None  # a toll says nothing; who made it does
        kept = self._kept_end(first, end)
        return self._phrase(start, kept, originator=None)

    def _is_of_body(self, first: int, end: int) -> bool:
        """Whether a document has the name of the body that speaks in it ("the |Defence Ministry statement")."""
        words, tags = self.sentence.tokens[first : end - 1], self.sentence.tags[first : end - 1]
        is_speech = self.sentence.tokens[end - 1].key in self.lexicon.spoken_documents
        return (
            is_speech
            and len(words) > 1
            and all(word.is_capitalised for word in words)
            and tags[-1] in "bB"
            and set(tags) <= set("nmbB")
        )

    def _is_made(self, first: int, end: int) -> bool:
        """Whether a document is said to be somebody's, who has no other name ("official figures")."""
        return any(word.key in self.lexicon.document_makers for word in self.sentence.tokens[first : end - 1])

    def _bare_name(self, first: int, end: int) -> Mention | None:
        of_body = _PERSON_OF_BODY.fullmatch(self.sentence.tags, first, end)
        if of_body is not None:  # "Ann Lee |of the Red Lantern"
            known = list(self.sentence.known)
            body = self._name(of_body.start("body"), end, known, is_person=False)
            which = "person" if of_body["person"] else "titled"
            return self._name(*of_body.span(which), known, body=body, is_person=True)
        while first < end - 1 and self.sentence.tags[first] == "t":
            first += 1
        if "n" not in self.sentence.tags[first:end]:
            return None
        return self._name(first, end, list(self.sentence.known))

    def _phrase(self, start: int, end: int, *, originator: str | None) -> Mention:
        """A phrase of common words; "the source" points back, "a source" does not."""
        tags = self.sentence.tags
        first = start
        while first < end - 1 and tags[first] in "aA":
            first += 1
        head = self.head(first, end)
        is_plural = head in self.lexicon.persons_plural
        is_person = head in self.lexicon.roles and head not in self.lexicon.monitor_heads
        is_definite = "A" in tags[start:first]
        words = tags[first:end]
        is_bare = not set("nKoki") & set(words)
        points_back = is_definite and (is_bare or self._is_based(first, end))
        kind = MentionKind.DEFINITE if points_back else MentionKind.PHRASE
        if is_definite and kind is MentionKind.PHRASE:
            start = first
        mention = self._mention(
            kind, start, end, head=head, originator=originator, is_person=is_person, is_plural=is_plural
        )
        return replace(mention, leads=self._led(first, end)) if is_definite and is_person else mention

    def _led(self, first: int, end: int) -> str:
        """The head noun of the body in "head of the monitor", "" when it has a name or there is none."""
        if _LEADER.fullmatch(self.sentence.tags, first, end) is None:
            return ""
        return self.sentence.tokens[end - 1].key

    def _body(self, start: int, end: int, known: list[Known]) -> Mention | None:
        """The body a person speaks for, from the words of the role."""
        if self.is_past(start, end):
            return None
        head = self.head(start, end)
        inside = [name for name in known if start <= name.start and name.end <= end]
        linked = _LINKED.search(self.sentence.tags[start:end])
        if inside and (head not in self.lexicon.bodiless_roles or linked is not None):
            name = self._best(inside)
            return self._name(name.start, name.end, known, is_person=False)
        if linked is not None:
            found = self.read(start + linked.start("body"), start + linked.end("body"))
            words = set(self.sentence.tags[start + linked.start("body") : start + linked.end("body")])
            is_named = words & set("nK") or (len(words) > 1 and head not in self.lexicon.bodiless_roles)
            has_article = self.sentence.tags[start + linked.start("body")] == "A"
            may_be = (
                has_article
                and found
                and found[0].is_person is None
                and head not in self.lexicon.bodiless_roles
            )
            is_body = found and (found[0].is_person is False or may_be) and is_named
            return found[0] if is_body else None
        if head in self.lexicon.bodiless_roles:
            return None
        return self._named_before_role(start, end) or self._possessor(start, end)

    def body_of_role(self, start: int, end: int) -> Mention | None:
        """The body whose role it is: the one named, the owner ("the port authority's head"), or the one it is of."""
        known = [name for name in self.sentence.known if start <= name.start and name.end <= end]
        if (named := self._body(start, end, known) or self._own_body(start)) is not None:
            return named
        tokens, tags = self.sentence.tokens, self.sentence.tags
        head = self.head(start, end)
        for index in range(start, end - 1):
            if _OWNER.search(tokens[index].text) and tokens[index + 1].is_word:
                first = start + (tags[start] in "aA")
                last = tokens[index]
                end_of_name = last.end - len(last.text) + len(_OWNER.sub("", last.text))
                is_word = index == first and first > start  # "the |committee's president"
                word = _OWNER.sub("", last.text).casefold()
                if is_word and last.text.islower() and word not in self.lexicon.bodies:
                    return None  # "the victim's lawyer"
                points_back = is_word and word not in self.lexicon.local_bodies
                return Mention(
                    kind=MentionKind.DEFINITE if points_back else MentionKind.PHRASE,
                    start=tokens[first].start,
                    end=end_of_name,
                    head=word if is_word else "",
                    is_person=False,
                )
            if tags[index] in "ok" and head not in self.lexicon.bodiless_roles and index + 1 < end:
                first = index + 1 + (tags[index + 1] in "aA")
                if tokens[first].is_capitalised:
                    return self._name(first, end, known, is_person=False)
        return None

    def _with_outlet(self, mention: Mention, known: list[Known]) -> tuple[Mention, ...]:
        """A correspondent is named beside the outlet written for."""
        if mention.head in self.lexicon.correspondents and mention.kind is not MentionKind.NAME and known:
            mention = replace(mention, body=self._name(known[0].start, known[0].end, known, is_person=False))
        return (mention,) if mention.body is None else (mention, mention.body)

    def _is_based(self, first: int, end: int) -> bool:
        """Whether all that stands before a body's head says where it is based."""
        return (
            self.sentence.tags[end - 1] in "bBrR"
            and all(
                self.sentence.tags[index] == "m" or "-" in self.sentence.tokens[index].text
                for index in range(first, end - 1)
            )
            and self.sentence.tokens[end - 1].key in self.lexicon.monitor_heads | self.lexicon.group_heads
        )

    def _kept_end(self, first: int, end: int) -> int:
        """Without a place at the end ("activists |in the north"), but with a body ("in Velim Hospital")."""
        tail = _WHERE.search(self.sentence.tags[first:end])
        if tail is None or _NAMED_BODY.search(tail.group()):
            return end
        return first + tail.start()
