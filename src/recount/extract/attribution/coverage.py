"""Coverage: which words of a sentence a credit covers, those before it or those behind it."""

from __future__ import annotations

from recount.extract.attribution.lexicon import Lexicon
from recount.extract.attribution.tagging import TaggedSentence
from recount.extract.attribution.tokens import index_at

_MARKS = " \t\n,;:.!?\"'“”‘’()[]–—-|_"
_LONGEST_ADVERBIAL = 60  # code points
_OPEN_QUOTES = '"“„«'


class Coverage:
    """The words around the credits of one sentence."""

    __slots__ = ("end", "lexicon", "sentence", "start", "text")

    def __init__(self, text: str, start: int, end: int, sentence: TaggedSentence, lexicon: Lexicon) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.sentence = sentence
        self.lexicon = lexicon

    def tail_end(self, position: int) -> int:
        """Where the credit ends, with the time and manner of speaking."""
        while (match := self.lexicon.tail.match(self.text, self.past_space(position), self.end)) is not None:
            if match.end() == position:
                break
            position = match.end()
        return position

    def past_space(self, position: int) -> int:
        """The first place from a position on that is no blank."""
        while position < self.end and self.text[position] == " ":
            position += 1
        return position

    def sides(self, start: int, end: int) -> tuple[bool, bool]:
        """Whether the credit covers what stands before it, and what stands after it."""
        rest = self.content(end, self.end)
        lead = self.content(self.start, start)
        if not rest:
            return True, False
        if not lead:
            return False, True
        if self._is_adverbial(lead) and self.text[end : end + 1] == ",":
            return False, True  # "the month before, residents said, 40 people …"
        if self._closes_statement(start, end):
            return True, self.resumes(end) or self._is_inserted(start, end)
        if self.lexicon.opening.match(lead) and len(lead) < 90:
            return False, True
        word = lead.rsplit(None, 1)[-1].strip(_MARKS).casefold()
        if word in self.lexicon.leading_connectives:
            return False, True
        return True, True

    def _is_adverbial(self, lead: str) -> bool:
        """Whether what stands before a credit only says when or where ("in May, |residents said, …")."""
        if self.lexicon.opening.match(lead) is None or len(lead) >= _LONGEST_ADVERBIAL:
            return False
        return not any(letter.isdigit() for letter in lead) and self.lexicon.stating.search(lead) is None

    def _is_inserted(self, start: int, end: int) -> bool:
        """Whether a credit stands between commas inside its statement ("of 64 residents, |it said, 36 were …")."""
        is_enclosed = self.text[end : end + 1] == "," and self.text[self.start : start].rstrip().endswith(",")
        following = self.sentence.tags[index_at(self.sentence.tokens, end) :][:2]
        return is_enclosed and (following == ",c" or not self.opens_aside(end))

    def resumes(self, end: int) -> bool:
        """Whether the words behind a credit go on with its statement ("…, officials said, taking the toll to 12")."""
        return self.lexicon.resuming.match(self.text, end, self.end) is not None

    def _closes_statement(self, start: int, end: int) -> bool:
        """Whether what follows the credit shows that its statement stood before it."""
        if self.text[end : end + 1] in ",;" or self.text[start - 1 : start] in '"”':
            following = self.text[end : self.end].lstrip(" ,;")
            return following[:1] not in _OPEN_QUOTES
        return self.opens_aside(end)

    def opens_aside(self, end: int) -> bool:
        """Whether what follows a credit belongs to it, so that its statement stood before it."""
        index = index_at(self.sentence.tokens, end)
        tokens = self.sentence.tokens
        while index < len(tokens) and not tokens[index].is_word:
            index += 1
        if index >= len(tokens):
            return True
        if tokens[index].key in self.lexicon.trailing_connectives:
            return True
        return self.lexicon.trailing_connective.match(self.text, self.past_space(end), self.end) is not None

    def is_tight(self, end: int) -> bool:
        """Whether words follow the credit without a mark: then it may have stood in the middle."""
        return bool(self.content(end, self.end)) and not self.opens_aside(end)

    def content(self, start: int, end: int) -> str:
        """The words of a stretch without the marks around them."""
        return self.text[start:end].strip(_MARKS)
