"""A dependency parse of sentences: form, tag, head, relation and offset of every word."""

from recount.extract.parse.parser import has_parser, parse_sentences
from recount.extract.parse.tree import Parse, Token

__all__ = ["Parse", "Token", "has_parser", "parse_sentences"]
