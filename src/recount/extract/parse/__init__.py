"""A dependency parse of sentences: form, tag, head, relation and offset of every word."""

from recount.extract.parse.casing import as_printed
from recount.extract.parse.parser import parse_sentences, words_in_lower_case
from recount.extract.parse.tree import Parse, Token

__all__ = ["Parse", "Token", "as_printed", "parse_sentences", "words_in_lower_case"]
