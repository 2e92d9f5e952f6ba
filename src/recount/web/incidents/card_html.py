"""Cards as HTML. By hand, because an incident may have hundreds and a template takes ten times as long.

Everything goes through ``format_html``, which escapes what is no markup of ours.
"""

from __future__ import annotations

from collections.abc import Iterable
from threading import Lock
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from recount.web.incidents.cards import ASIDE, SETS_HIGH, SETS_LOW, UNUSED, USED, Card, Piece, Standing

_NOTHING = SafeString("")
_REMEMBERED = 4000  # cards kept as HTML, some 2 kB each
_printed: dict[tuple[object, Card], SafeString] = {}
_turn = Lock()


class CardPrinter:
    """Prints cards in the reader's language.

    Args:
        may_mark: whether claims can be marked, to be split off or moved.
        as_of: the moment of the page, as the address names it; empty for now.
        is_covered: whether the words of reports wait until they are asked for.
    """

    def __init__(self, *, may_mark: bool, as_of: str = "", is_covered: bool = False) -> None:
        self._may_mark, self._as_of, self._is_covered = may_mark, as_of, is_covered
        self._key = (get_language() or "", may_mark, as_of, is_covered)
        self._uncover = _("Show the words")
        self._report, self._without = _("Report"), _("Without this claim?")
        self._mark = _("Mark %(figure)s, %(outlet)s")
        self._standing = {
            SETS_LOW: _("Sets the low end"),
            SETS_HIGH: _("Sets the high end"),
            USED: _("Used in the toll"),
            ASIDE: _("Set aside: %(reason)s"),
            UNUSED: _("In no toll"),
        }
        self._states = {
            "open": _("Machine-read, not reviewed"),
            "accepted": _("Accepted"),
            "corrected": _("Corrected"),
            "added": _("Added by a person"),
        }
        self._ruled, self._by_rule = _("Reviewed by a person"), _("by rule")

    def all(self, cards: Iterable[Card]) -> SafeString:
        """Return some cards."""
        return mark_safe("\n".join([self.card(card) for card in cards]))  # noqa: S308 - each is made below

    def card(self, card: Card) -> SafeString:
        """Return one card; one that says what it said before is not made again."""
        key = (self._key, card)
        known = _printed.get(key)
        if known is None:
            known = self._card(card)
            with _turn:
                while len(_printed) >= _REMEMBERED:
                    del _printed[next(iter(_printed))]
                _printed[key] = known
        return known

    def _card(self, card: Card) -> SafeString:
        return format_html(
            '<article class="claim" id="{}"><h5>{}<bdi>{}</bdi> {}{}</h5>'
            "{}"
            '<p class="said">{} · <a href="{}">{}</a> · <a href="{}">{}</a></p>'
            '<ul class="standing">{}{}{}</ul>{}</article>',
            card.id,
            self._checkbox(card),
            card.figure,
            card.harm,
            format_html(": “<bdi>{}</bdi>”", card.victims) if card.victims else "",
            self._words(card),
            card.said,
            report_address(card.report_id, card.id, self._as_of),
            self._report,
            self._address_without(card.id),
            self._without,
            format_html_join("", "<li>{}</li>", ((self._said(item),) for item in card.standing)),
            self._state(card),
            self._status(card),
            self._copies(card),
        )

    def _words(self, card: Card) -> SafeString:
        language = format_html(' lang="{}"', card.language) if card.language else ""
        quote = format_html('<blockquote dir="auto"{}>{}</blockquote>', language, _pieces(card))
        if not self._is_covered:
            return quote
        return format_html("<details><summary>{}</summary>{}</details>", self._uncover, quote)

    def _checkbox(self, card: Card) -> SafeString:
        if not self._may_mark:
            return _NOTHING
        words = self._mark % {"figure": card.figure, "outlet": card.outlet}
        box = '<input type="checkbox" form="choose" name="claim" value="{}" aria-label="{}"> '
        return format_html(box, card.id, words)

    def _said(self, item: Standing) -> str:
        words = self._standing[item.code]
        return words % {"reason": item.reason} if item.code == ASIDE else words

    def _state(self, card: Card) -> SafeString:
        kind = "unreviewed" if card.state == "open" else "reviewed"
        return format_html('<li class="{}">{}</li>', kind, self._states.get(card.state, self._ruled))

    def _status(self, card: Card) -> SafeString:
        status = f"{card.status} ({self._by_rule})" if card.status and card.is_rule else card.status
        return format_html_join("", "<li>{}</li>", ((words,) for words in (status, card.modality) if words))

    def _copies(self, card: Card) -> SafeString:
        if not card.copies:
            return _NOTHING
        number = len(card.copies)
        title = ngettext("%(n)s copy of the same story", "%(n)s copies of the same story", number)
        lines = format_html_join("", "{}", ((self._copy(item),) for item in card.copies))
        return format_html(
            '<details class="copies"><summary>{}</summary><ul>{}</ul></details>', title % {"n": number}, lines
        )

    def _copy(self, card: Card) -> SafeString:
        share = _("%(share)s %% of its words are the same") % {"share": card.share}
        return format_html(
            '<li id="{}">{}<bdi>{}</bdi>, {} · <a href="{}">{}</a> <span class="note">{}</span></li>',
            card.id,
            self._checkbox(card),
            card.figure,
            card.said,
            report_address(card.report_id, card.id, self._as_of),
            self._report,
            share if card.share else _("a copy of a copy"),
        )

    def _address_without(self, claim_id: str) -> str:
        query = {"as_of": self._as_of} if self._as_of else {}
        return f"?{urlencode({**query, 'without': claim_id})}#without"


def report_address(report_id: str, claim_id: str, as_of: str = "") -> str:
    """Return where a claim stands in its report, at the moment of the page."""
    query = f"?{urlencode({'as_of': as_of})}" if as_of else ""
    try:
        return f"{reverse('report', args=[report_id])}{query}#{claim_id}"
    except NoReverseMatch:
        return f"#{claim_id}"


_CUT = SafeString("… ")


def _pieces(card: Card) -> SafeString:
    words = format_html_join("", "{}", ((_piece(piece),) for piece in card.pieces))
    before, after = _CUT if card.is_cut_before else "", " …" if card.is_cut_after else ""
    return format_html("{}{}{}", before, words, after)


def _piece(piece: Piece) -> SafeString | str:
    if piece.kind == "count":
        return format_html("<mark>{}</mark>", piece.text)
    return format_html('<span class="quote">{}</span>', piece.text) if piece.kind else piece.text
