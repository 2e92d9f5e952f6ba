"""Which names are places': by the gazetteer, by being countries', or because the report says so somewhere."""

from __future__ import annotations

from collections.abc import Iterable

from recount.extract.places.lexicon import PlaceLexicon
from recount.extract.places.register import Register


class KnownNames:
    """The names of one report; remembers what the gazetteer and earlier sentences said."""

    def __init__(self, register: Register, lexicon: PlaceLexicon, lowered: frozenset[str]) -> None:
        """Take the gazetteer, and the words the report also writes in lower case."""
        self._register = register
        self._lexicon = lexicon
        self._lowered = lowered
        self._countries = lexicon.countries.names
        self._known: dict[str, bool] = {}
        self._established: set[str] = set()

    def establish(self, cores: Iterable[str]) -> frozenset[str]:
        """Take names that are sure as known from now on; return the words that are new in them."""
        cores = {*self._established, *cores}
        self._established = {core for core in cores if self._stem(core) not in cores}
        self._known.update(dict.fromkeys(self._established, True))
        return frozenset(
            word.lower() for core in self._established - self._countries.keys() for word in core.split()
        )

    def is_sure(self, core: str) -> bool:
        """Whether a name is a country's, or one of this report's."""
        return core in self._established or core in self._countries

    def is_known(self, name: str) -> bool:
        """Whether a name is a country's, one of this report's, or one the gazetteer has where it is set."""
        known = self._known.get(name)
        if known is None:
            core = self._lexicon.terms.take_apart(name).core
            known = self._known.get(core, False) or core in self._countries
            known = self._known[name] = known or self._is_registered(core)
        return known

    def is_city(self, name: str) -> bool:
        """Whether a name is a country's, one of this report's, or a city's."""
        return self.is_sure(name) or self.is_genitive(name) or self._register.is_city(name)

    def is_genitive(self, core: str) -> bool:
        """Whether a name ends in a genitive s that lost its apostrophe ("Syrias")."""
        if not core.endswith(self._lexicon.genitive) or self.is_sure(core):
            return False
        bare = self._lexicon.without_genitive(core)
        return self.is_sure(bare) or (self.is_known(bare) and not self.is_known(core))

    def _stem(self, core: str) -> str | None:
        """Return a name without its last genitive ending, ``None`` when it has none."""
        stem = self._lexicon.without_genitive(core)
        return None if stem == core else stem

    def _is_registered(self, core: str) -> bool:
        return core.lower() not in self._lowered and self._register.entry(core) is not None
