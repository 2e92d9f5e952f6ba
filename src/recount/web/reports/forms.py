"""The forms of the report page: what a person says, checked, as the rulings that ``pipeline.decide`` takes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as later

from recount.codebook.codelists import load_codelists
from recount.model import Claim, CountKind
from recount.review.adding import FORMS
from recount.web.incidents.phrases import label

_LIST_LIMIT = 60  # lines of a list a person writes by hand
_LENGTH = 2_000
_NAMES = {"maxlength": _LENGTH, "rows": 2}
_TARGET = {"class": "short", "inputmode": "numeric", "autocomplete": "off"}


def codes_of(codelist: str, *, empty: str | None = None) -> list[tuple[str, Any]]:
    """Return a code list's codes with their labels, as choices."""
    codes: list[tuple[str, Any]] = [
        (entry.code, label(codelist, entry.code)) for entry in load_codelists()[codelist].codes
    ]
    return codes if empty is None else [("", empty), *codes]


class RulingForm(forms.Form):
    """What every ruling has: why, what was looked at, and a token, so that a doubled click is one ruling."""

    use_required_attribute = False

    version = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)
    token = forms.RegexField(regex=re.compile(r"^[0-9a-f]{32}$"), required=False, widget=forms.HiddenInput)
    reason = forms.CharField(label=later("Why"), max_length=_LENGTH, strip=True)


class AcceptForm(RulingForm):
    """Accepting needs no reason."""

    reason = forms.CharField(label=later("Why (optional)"), max_length=_LENGTH, required=False)


class RejectForm(RulingForm):
    """Rejecting a claim."""

    reason = forms.CharField(
        label=later("Why is it no claim, or must not count?"),
        max_length=_LENGTH,
        widget=forms.TextInput(attrs={"list": "reject-reasons", "data-first": True, "autocomplete": "off"}),
    )


class NoteForm(RulingForm):
    """A remark without effect on figures."""

    reason = forms.CharField(
        label=later("Note"), max_length=_LENGTH, widget=forms.Textarea(attrs={"rows": 3, "data-first": True})
    )


class UndoForm(RulingForm):
    """Taking a ruling back, by another ruling."""

    reason = forms.CharField(
        label=later("Why"), max_length=_LENGTH, widget=forms.TextInput(attrs={"data-first": True})
    )


class WordsForm(RulingForm):
    """A ruling that rests on words of the report, and on the number they give."""

    start = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    end = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    words = forms.CharField(
        label=later("Words of the number"),
        required=False,
        max_length=_LENGTH,
        strip=True,
        help_text=later("Select them in the text, or type them as they stand there."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-words": True, "dir": "auto"}),
    )
    low = forms.IntegerField(
        label=later("At least"),
        required=False,
        min_value=0,
        max_value=10**12,
        widget=forms.TextInput(attrs=_TARGET | {"data-low": True}),
    )
    high = forms.IntegerField(
        label=later("At most"),
        required=False,
        min_value=0,
        max_value=10**12,
        help_text=later("Empty where the words leave it open."),
        widget=forms.TextInput(attrs=_TARGET | {"data-high": True}),
    )
    form = forms.ChoiceField(
        label=later("The words are"),
        required=False,
        choices=(
            ("", later("a number, in digits or words")),
            (CountKind.SINGULAR.value, later("one person (“a man”)")),
            (CountKind.BARE_PLURAL.value, later("several, not said how many (“civilians”)")),
            (CountKind.NONE_STATED.value, later("harm without a number (“deaths were reported”)")),
            (CountKind.NAME_LIST.value, later("a list, all of it counted (“two men and a woman”)")),
        ),
    )
    is_own = forms.BooleanField(
        label=later("This number is my own arithmetic; it does not stand in the words"), required=False
    )


class CorrectForm(WordsForm):
    """All that can be corrected of a claim but its relation, which has a form of its own."""

    harm = forms.ChoiceField(label=later("Harm"))
    status = forms.ChoiceField(label=later("Status"))
    groups = forms.MultipleChoiceField(
        label=later("Groups named"), required=False, widget=forms.CheckboxSelectMultiple
    )
    victims_text = forms.CharField(
        label=later("Victims, as written"),
        required=False,
        max_length=_LENGTH,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    speakers = forms.CharField(
        label=later("Said by (one a line)"),
        required=False,
        max_length=_LENGTH,
        help_text=later("As the text names them; empty where the report speaks in its own voice."),
        widget=forms.Textarea(attrs=_NAMES | {"dir": "auto"}),
    )
    carrier = forms.CharField(
        label=later("Carried by"),
        required=False,
        max_length=300,
        help_text=later("The agency or outlet it was told to."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    perpetrators = forms.CharField(
        label=later("Alleged perpetrators (one a line)"),
        required=False,
        max_length=_LENGTH,
        help_text=later("Only parties the text names. Always an allegation."),
        widget=forms.Textarea(attrs=_NAMES | {"dir": "auto"}),
    )
    is_hedged = forms.BooleanField(label=later("The text hedges who did it"), required=False)
    means = forms.ChoiceField(label=later("Means"))
    places = forms.CharField(
        label=later("Places (one a line)"),
        required=False,
        max_length=_LENGTH,
        help_text=later("A name, or a name with a point: “Name; 36.20, 37.16”."),
        widget=forms.Textarea(attrs=_NAMES | {"dir": "auto"}),
    )
    first = forms.DateField(
        label=later("First day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    last = forms.DateField(
        label=later("Last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    scope = forms.ChoiceField(label=later("Scope"))
    modality = forms.ChoiceField(label=later("Modality"))
    reason = forms.CharField(label=later("Why"), max_length=_LENGTH)

    CHOICES = {  # noqa: RUF012 - a table
        "harm": "harm",
        "status": "status",
        "groups": "group",
        "means": "means",
        "scope": "scope",
        "modality": "modality",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        for name, codelist in self.CHOICES.items():
            self.fields[name].choices = codes_of(codelist)  # type: ignore[attr-defined]

    def clean(self) -> None:
        """Days stand in their order."""
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        if first and last and first > last:
            self.add_error("last", later("The last day lies before the first."))


class AddForm(WordsForm):
    """A claim that the machine missed."""

    harm = forms.ChoiceField(label=later("Harm"))
    status = forms.ChoiceField(label=later("Status"))
    like = forms.ChoiceField(
        label=later("Who says it, when, where and how: as with"),
        required=False,
        help_text=later("Can be corrected afterwards."),
    )

    def __init__(self, *args: Any, near: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["harm"].choices = codes_of("harm")  # type: ignore[attr-defined]
        self.fields["status"].choices = codes_of("status")  # type: ignore[attr-defined]
        self.fields["like"].choices = [("", later("nothing taken over")), *near]  # type: ignore[attr-defined]


class RelateForm(RulingForm):
    """How a claim stands to another one of its report."""

    other = forms.ChoiceField(label=later("To which claim"), required=False)
    relation = forms.ChoiceField(label=later("This claim is"), required=False)

    def __init__(self, *args: Any, near: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["relation"].choices = codes_of("relation", empty=str(later("in no relation to another")))  # type: ignore[attr-defined]
        self.fields["other"].choices = [("", "–"), *near]  # type: ignore[attr-defined]

    def clean(self) -> None:
        """Both are given, or neither."""
        if bool(self.cleaned_data.get("other")) is not bool(self.cleaned_data.get("relation")):
            self.add_error("other", later("Choose the other claim and the relation, or neither."))


class PartForm(forms.Form):
    """One part of a claim that is several."""

    use_required_attribute = False

    start = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    end = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    words = forms.CharField(
        label=later("Words of its number"),
        required=False,
        max_length=_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-words": True, "dir": "auto"}),
    )
    harm = forms.ChoiceField(label=later("Harm"))
    status = forms.ChoiceField(label=later("Status"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        self.fields["harm"].choices = codes_of("harm")  # type: ignore[attr-defined]
        self.fields["status"].choices = codes_of("status")  # type: ignore[attr-defined]


PARTS = 4
"""How many parts a form offers; more are made by splitting a part again."""


def part_forms(data: Any, whole: Claim) -> list[PartForm]:  # noqa: ANN401 - a QueryDict, or nothing
    """Return the forms of the parts of a claim."""
    initial = {"harm": whole.harm.value, "status": whole.status.value}
    return [PartForm(data, prefix=f"part{number}", initial=initial) for number in range(PARTS)]


def initial_of(claim: Claim) -> dict[str, Any]:
    """Return what a claim says, as the correction's form shows it."""
    return {
        "start": claim.count_selector.start,
        "end": claim.count_selector.end,
        "words": claim.count.words,
        "low": claim.count.low,
        "high": claim.count.high,
        "form": claim.count.kind.value if claim.count.kind in FORMS else "",
        "is_own": claim.count.kind is CountKind.COMPUTED,
        "harm": claim.harm.value,
        "status": claim.status.value,
        "groups": [group.value for group in claim.groups],
        "victims_text": claim.victims_text or "",
        "speakers": "\n".join(dict.fromkeys(speaker.name for speaker in claim.attribution.speakers)),
        "carrier": claim.attribution.carrier or "",
        "perpetrators": "\n".join(party.name for party in claim.alleged_perpetrators),
        "is_hedged": claim.perpetrator_alleged,
        "means": claim.means.value,
        "places": "\n".join(place.name for place in claim.places),
        "first": claim.when.start,
        "last": claim.when.last_day,
        "scope": claim.scope.value,
        "modality": claim.modality.value,
    }


def lines_of(text: str) -> list[str]:
    """Return the lines of a list a person wrote, each once."""
    return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))[:_LIST_LIMIT]
