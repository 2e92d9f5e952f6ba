"""Names and bodies: a mention made of some words of a sentence, and the body before a person's role."""

from __future__ import annotations

import re

from recount.extract.attribution.forms import Mention, MentionKind
from recount.extract.attribution.lexicon import Lexicon
from recount.extract.attribution.tagging import Known, TaggedSentence

_BEFORE_ROLE = re.compile(r"[aA]*(?P<body>[nmbBwR]+?)[mP]*[rR]")
_POSSESSOR = re.compile(r"[aA]*(?P<body>m)[mn]*[rR]")


class RoleBodies:
    """Makes mentions of words of one sentence, and finds the bodies before roles."""

    __slots__ = ("lexicon", "sentence")

    def __init__(self, sentence: TaggedSentence, lexicon: Lexicon) -> None:
        self.sentence = sentence
        self.lexicon = lexicon

    def head(self, start: int, end: int) -> str:
        """The head noun: the last before a link, else the last."""
        tags = self.sentence.tags
        last = ""
        for index in range(start, end):
            if tags[index] in "oki," and last:
                break
            if tags[index] in "rRpPbBdD":
                last = self.sentence.tokens[index].key
        return last

    def _named_before_role(self, start: int, end: int) -> Mention | None:
        """The body named before the role: "Defence Ministry spokesman", "state police spokesman"."""
        match = _BEFORE_ROLE.match(self.sentence.tags[start:end])
        head = self.head(start, end)
        if match is None or head in self.lexicon.monitor_heads | self.lexicon.correspondents:
            return None  # "media watchdog", "police reporter"
        first, last = start + match.start("body"), start + match.end("body")
        words = self.sentence.tokens[first:last]
        if not words[-1].is_capitalised and match["body"][-1] in "bB":
            return self._common_body(first, last)
        if not all(word.is_capitalised for word in words):
            return None
        if not set("bB") & set(match["body"]) and not words[-1].text.isupper():
            return None
        return self._name(first, last, [], head=self.head(first, last), is_person=False)

    def _common_body(self, first: int, end: int) -> Mention | None:
        """A body in common words, less what describes the person: "senior |state police" before an officer's name.

        One word alone ("a |ministry spokesman") may be a body that has spoken under a longer name; not one of which
        each town has its own.
        """
        tokens = self.sentence.tokens
        while first < end - 1 and tokens[first].key in self.lexicon.personal_modifiers:
            first += 1
        last = tokens[end - 1]
        if end - first == 1 and last.key in self.lexicon.vague_bodies:
            return None
        is_owner = (
            last.key[-1] == "s" and last.key[:-1] in self.lexicon.bodies
        )  # "the Britain-based |group's director"
        length = len(last.text[:-1].rstrip("'’")) if is_owner else len(last.text)
        head = last.key[:-1] if is_owner else last.key
        points_back = (end - first == 1 or is_owner) and head not in self.lexicon.local_bodies
        return Mention(
            kind=MentionKind.DEFINITE if points_back else MentionKind.PHRASE,
            start=tokens[first].start,
            end=last.start + length,
            head=head,
            is_person=False,
        )

    def is_past(self, start: int, end: int) -> bool:
        """Whether the words of a role, or the one before, say that it is held no longer ("the late |police chief")."""
        words = self.sentence.tokens[max(0, start - 1) : end]
        return not self.lexicon.past_modifiers.isdisjoint(word.key for word in words)

    def _own_body(self, index: int) -> Mention | None:
        """The body of the sentence before, where one opens with its spokesman: "|Its spokesman, Ann Lee, said"."""
        if index != 0 or self.sentence.tokens[0].key not in self.lexicon.own:
            return None
        return self._mention(MentionKind.PRONOUN, 0, 1, head="", is_person=False)

    def _possessor(self, start: int, end: int) -> Mention | None:
        """The body whose role it is: "the coalition's spokesman"."""
        match = _POSSESSOR.match(self.sentence.tags[start:end])
        token = self.sentence.tokens[start + match.start("body")] if match is not None else None
        if token is None or token.key[:-1] not in self.lexicon.bodies or token.key[-1] != "s":
            return None
        length = len(token.text[:-1].rstrip("'’"))
        return Mention(
            kind=MentionKind.DEFINITE,
            start=token.start,
            end=token.start + length,
            head=token.key[:-1],
            is_person=False,
        )

    def _best(self, known: list[Known]) -> Known:
        """Of several names of a speaker the usual one: an acronym, a capitalised one, the longest."""
        tokens = self.sentence.tokens

        def rank(name: Known) -> tuple[bool, bool, int, int]:
            last = tokens[name.end - 1]
            is_acronym = name.end - name.start == 1 and last.text.isupper()
            return (is_acronym, last.is_capitalised, name.end - name.start, -name.start)

        return max(known, key=rank)

    def _is_body(self, name: Known) -> bool:
        """Whether a known name is a body's by its look: an acronym, or with a noun for bodies in it."""
        words = self.sentence.tokens[name.start : name.end]
        return all(word.text.isupper() for word in words) or any(
            word.key in self.lexicon.bodies or word.key in self.lexicon.monitor_heads for word in words
        )

    def _name(
        self,
        start: int,
        end: int,
        known: list[Known],
        *,
        head: str = "",
        body: Mention | None = None,
        is_person: bool | None = None,
    ) -> Mention:
        """A mention by name; a known name is given in its shortest form."""
        tokens = self.sentence.tokens
        name = next((one for one in known if start <= one.start and one.end <= end), None)
        whole = name is not None and name.start == start and name.end == end
        return Mention(
            kind=MentionKind.NAME,
            start=name.name_start if name is not None and whole else tokens[start].start,
            end=name.name_end if name is not None and whole else tokens[end - 1].end,
            head=head,
            originator=None if name is None else name.originator,
            body=body,
            is_person=is_person,
        )

    def _mention(
        self,
        kind: MentionKind,
        start: int,
        end: int,
        *,
        head: str,
        originator: str | None = None,
        is_person: bool | None = None,
        is_plural: bool = False,
    ) -> Mention:
        tokens = self.sentence.tokens
        return Mention(
            kind=kind,
            start=tokens[start].start,
            end=tokens[end - 1].end,
            head=head,
            originator=originator,
            is_person=is_person,
            is_plural=is_plural,
        )
