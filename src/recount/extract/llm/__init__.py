"""A language model as one more proposer, off by default: it returns quotes, and each is proved against the report.

It is reached at an address of this machine only, through the interface that llama.cpp, Ollama and vLLM share. It
never supplies a number: the words it points at are read by ``text.quantities``. What cannot be proved is a counted
rejection, and when it fails the report is coded by the rules alone.
"""

from recount.extract.llm.endpoint import LlmOptions, parse_options
from recount.extract.llm.proposer import Asked, LlmProposer

__all__ = ["Asked", "LlmOptions", "LlmProposer", "parse_options"]
