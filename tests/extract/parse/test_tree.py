"""The parse of a sentence as a tree."""

from __future__ import annotations

from recount.extract.parse import Parse, Token

# "Shelling killed three nurses" with "nurses" below "killed"
FORMS = ["Shelling", "killed", "three", "nurses"]
HEADS = [1, 1, 3, 1]
RELATIONS = ["nsubj", "root", "nummod", "obj"]
TAGS = ["NN", "VBD", "CD", "NNS"]


def parse() -> Parse:
    starts = [0, 9, 16, 22]
    return Parse(
        tuple(
            Token(
                form=form,
                norm=form,
                tag=tag,
                head=head,
                relation=relation,
                start=start,
                end=start + len(form),
            )
            for form, tag, head, relation, start in zip(FORMS, TAGS, HEADS, RELATIONS, starts, strict=True)
        )
    )


def test_children_are_those_that_depend_on_a_word_in_order() -> None:
    assert list(parse().children(1)) == [0, 3]


def test_children_can_be_asked_for_by_relation() -> None:
    assert list(parse().children(1, "obj", "iobj")) == [3]


def test_a_word_without_dependants_has_no_children() -> None:
    assert list(parse().children(2)) == []


def test_the_subtree_runs_from_the_first_to_the_last_word_below() -> None:
    assert parse().subtree(3) == (2, 3)
    assert parse().subtree(1) == (0, 3)
    assert parse().subtree(0) == (0, 0)


def test_penn_tags_give_universal_parts_of_speech() -> None:
    assert [token.pos for token in parse().tokens] == ["NOUN", "VERB", "NUM", "NOUN"]


def test_an_unknown_tag_is_no_part_of_speech() -> None:
    token = Token(form="%", norm="%", tag="SYM", head=0, relation="root", start=0, end=1)
    assert token.pos == "X"
