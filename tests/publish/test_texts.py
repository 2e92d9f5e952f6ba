"""Fixed texts: every one a template asks for exists, and every one that exists is asked for."""

import re
from importlib import resources

import pytest

from recount.codebook.codelists import load_codelists
from recount.model import DecisionKind, Harm
from recount.publish.site.environment import isolated, load_texts, visible
from recount.publish.wording import load_wording

FOLDER = resources.files("recount.publish").joinpath("site")
SOURCES = "\n".join(
    entry.read_text(encoding="utf-8")
    for folder in (FOLDER, FOLDER.joinpath("templates"))
    for entry in folder.iterdir()
    if entry.name.endswith((".py", ".html"))
)

FORMS = {"one", "many"}  # of a text that counts


def paths(node: object, prefix: str = "") -> list[str]:
    if not isinstance(node, dict) or set(node) == FORMS:
        return [prefix]
    return [
        path for key, value in node.items() for path in paths(value, f"{prefix}.{key}" if prefix else key)
    ]


def test_every_text_is_used() -> None:
    unused = []
    for path in paths(load_texts().table):
        parent, _, key = path.rpartition(".")
        named = f"{path}" in SOURCES or f'"{key}"' in SOURCES
        composed = re.search(rf'"{re.escape(parent)}\.(?:"|\{{|[a-z_]*\{{)|{re.escape(parent)}\." ~', SOURCES)
        if not named and not composed:
            unused.append(path)
    assert unused == []


def test_no_word_for_readers_stands_in_a_template() -> None:
    for entry in FOLDER.joinpath("templates").iterdir():
        body = re.sub(r"\{[%{#].*?[%}#]\}|<[^>]*>", " ", entry.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not re.findall(r"[A-Za-z]{3,}", body), entry.name


@pytest.mark.parametrize("kind", list(DecisionKind))
def test_every_ruling_has_its_words(kind: DecisionKind) -> None:
    assert load_texts()(f"ruling.{kind.value}")


@pytest.mark.parametrize("harm", list(Harm))
def test_every_harm_has_its_words(harm: Harm) -> None:
    assert load_wording().text("harm", harm.value)


def test_codes_of_claims_have_labels() -> None:
    assert {"status", "group", "means", "scope", "modality", "relation"} <= set(load_codelists())


def test_parts_of_a_text_are_escaped_and_what_hides_is_shown() -> None:
    said = load_texts()("footer.contact", contact="<b>\u202ex")
    assert said == "Contact: &lt;b&gt;⟨U+202E⟩x"
    assert isolated('<i>"') == '<bdi dir="auto">&lt;i&gt;&#34;</bdi>'


def test_one_thing_and_several_have_their_own_words() -> None:
    say = load_texts()
    assert say.counted("incident.reviewed_none", 1, done="0", all="1") == (
        "Its one claim has not been reviewed by a person."
    )
    assert say.counted("incident.reviewed_none", 2, done="0", all="2") == (
        "None of its 2 claims has been reviewed by a person."
    )


def test_marks_that_scripts_need_stay() -> None:
    assert visible("می\u200cخواهم \u200f\u200eé") == "می\u200cخواهم \u200f\u200eé"
    assert visible("a\x00\x07\x7f\ud800") == "a⟨U+0000⟩⟨U+0007⟩⟨U+007F⟩⟨U+D800⟩"
