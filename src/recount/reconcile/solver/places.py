"""Places as a question of containment: which lie in which, which share nothing, and which may overlap.

Two places are held apart only where that is known: by the gazetteer (two quarters, two towns, two provinces)
or by a text that sets parts of one figure in them. All others may overlap, so their figures are never added.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from recount.gazetteer import load_countries, load_terms, name_key
from recount.model import Claim, Place, PlaceCandidate, RelationType

LANGUAGE = "en"  # of the words that stand with names ("eastern", "province")
MAX_CELLS = 200  # combinations of places that are told apart; beyond it places are merged
# From small to large. Of one rank, two places of different names share nothing.
_RANK = {"quarter": 1, "village": 2, "town": 2, "city": 2, "adm2": 3, "adm1": 4, "country": 5}
_SITE = 0
_SETTLEMENT = 2

PlaceCell = frozenset[str]  # the places a spot lies in, all of them


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A place that claims name.

    Attributes:
        id: the same for all spellings of one place.
        name: as written, the commonest spelling.
        key: of its name without the words around it.
        rank: from site to country; ``None`` where it is not known.
        firm: True when a gazetteer knows it as a whole; a part ("eastern …") or an unknown name is not.
    """

    id: str
    name: str
    key: str
    rank: int | None
    firm: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Atlas:
    """What the claims and the gazetteer say of the places of a record.

    Attributes:
        nodes: by id.
        around: for each place, all that enclose it.
        apart: pairs of places that a text sets apart, each pair both ways.
        ids: the place of each spelling and gazetteer entry that occurs.
    """

    nodes: Mapping[str, Node]
    around: Mapping[str, frozenset[str]]
    apart: frozenset[tuple[str, str]]
    ids: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def id_of(self, place: Place) -> str:
        """Return the id of a place named by a claim of the record."""
        return self.ids[_spelling(place)]

    def lie_apart(self, one: str, two: str) -> bool:
        """Whether two places, or places they lie in, are known to share nothing."""
        mine, others = self.around[one] | {one}, self.around[two] | {two}
        if one in others or two in mine:
            return False
        return any((a, b) in self.apart or self._differ(a, b) for a in mine for b in others)

    def _differ(self, one: str, two: str) -> bool:
        """Whether the gazetteer knows two places of one rank and different names."""
        a, b = self.nodes[one], self.nodes[two]
        same = a.firm and b.firm and a.rank == b.rank and bool(a.rank)
        return same and a.key != b.key and one not in self.around[two] and two not in self.around[one]

    def find(self, name: str) -> tuple[Node, ...]:
        """Return the places of the record that a name may mean, the most used spelling of each."""
        taken = load_terms(LANGUAGE).take_apart(name)
        key = _key(taken.core)
        same = [node for node in self.nodes.values() if node.key == key]
        if taken.is_part:
            folded = name_key(name).folded
            return tuple(node for node in same if not node.firm and name_key(node.name).folded == folded)
        whole = [node for node in same if node.firm or not load_terms(LANGUAGE).take_apart(node.name).is_part]
        if taken.kind in _RANK:
            whole = [node for node in whole if node.rank == _RANK[taken.kind]] or whole
        return tuple(sorted(whole, key=lambda node: (node.rank is None, node.rank, node.id)))


def atlas_of(claims: Iterable[Claim]) -> Atlas:
    """Return what claims, and the gazetteer entries they were resolved to, say of places."""
    known = sorted(claims, key=lambda claim: claim.id)
    nodes, ids = _nodes(known)
    around = _enclosing(known, nodes, ids)
    return Atlas(nodes=nodes, around=around, apart=_apart(known, ids, around), ids=ids)


def place_cells(atlas: Atlas, wanted: Iterable[str]) -> tuple[list[PlaceCell], frozenset[str]]:
    """Return the combinations of places a spot can lie in, and the places that are not told apart.

    The empty combination is everywhere else. Where there are too many, the last of the places wanted are
    merged into what encloses them.
    """
    listed = [node for one in wanted for node in (*sorted(atlas.around[one], key=_depth(atlas)), one)]
    cells: list[PlaceCell] = [frozenset()]
    kept: set[str] = set()
    merged: set[str] = set()
    for node in dict.fromkeys(listed):
        needed = atlas.around[node] & kept
        apart = {other for other in kept if atlas.lie_apart(node, other)}
        more = [cell | {node} for cell in cells if needed <= cell and apart.isdisjoint(cell)]
        if len(cells) + len(more) > MAX_CELLS:
            merged.add(node)
        else:
            cells += more
            kept.add(node)
    return cells, frozenset(merged)


def _depth(atlas: Atlas) -> Callable[[str], tuple[int, str]]:
    return lambda node: (len(atlas.around[node]), node)


def _nodes(claims: Sequence[Claim]) -> tuple[dict[str, Node], dict[tuple[str, str], str]]:
    """Return the places, and the place of each spelling and entry."""
    uses: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], Place] = {}
    for claim in claims:
        for place in claim.places:
            uses[_spelling(place)] += 1
            first.setdefault(_spelling(place), place)
    entries: dict[str, set[str]] = defaultdict(set)  # entries that a name is resolved to somewhere
    for (_, entry), place in first.items():
        if entry and not _is_part(place):
            entries[_key(place.name)].add(entry)
    nodes: dict[str, Node] = {}
    ids: dict[tuple[str, str], str] = {}
    for spelling in sorted(first, key=lambda item: (not item[1], -uses[item], item)):
        node = _node(first[spelling], entries)
        ids[spelling] = node.id
        nodes.setdefault(node.id, node)
    for spelling, place in sorted(first.items()):  # the place of a part, although no claim may name it
        core = ids[spelling].partition("/")[0]
        kind = "" if place.resolved is None else place.resolved.kind
        nodes.setdefault(
            core,
            Node(id=core, name=_core(place.name), key=_key(place.name), rank=_rank(kind), firm=bool(kind)),
        )
    return nodes, ids


def _rank(kind: str | None) -> int | None:
    return _SITE if kind == "site" else _RANK.get(kind or "")


def _node(place: Place, entries: Mapping[str, set[str]]) -> Node:
    key = _key(place.name)
    entry = _entry(place)
    known = entries.get(key, set())
    if not entry and len(known) == 1:
        entry = next(iter(known))
    kind = place.resolved.kind if place.resolved is not None else None
    core = entry or _country(place.name) or f"name:{key}"
    if core.startswith("country:"):
        kind = "country"
    part = f"/{name_key(place.name).folded}" if _is_part(place) else ""
    return Node(
        id=f"{core}{part}",
        name=place.name,
        key=key,
        rank=None if part else _rank(kind),
        firm=bool(kind) and not part,
    )


def _enclosing(
    claims: Sequence[Claim], nodes: Mapping[str, Node], ids: Mapping[tuple[str, str], str]
) -> dict[str, frozenset[str]]:
    direct: dict[str, set[str]] = {node: set() for node in nodes}
    by_key: dict[str, list[Node]] = defaultdict(list)
    for node in nodes.values():
        by_key[node.key].append(node)
    for claim in claims:
        for place in claim.places:
            own = ids[_spelling(place)]
            core = own.partition("/")[0]
            if core != own:
                direct[own].add(core)
            if place.resolved is not None:
                direct[core].update(_parents(nodes[core], place.resolved, by_key))
        if len(claim.places) > 1:  # the last place of a list encloses the others
            last = nodes[ids[_spelling(claim.places[-1])]]
            for place in claim.places[:-1]:
                inner = nodes[ids[_spelling(place)]]
                if _may_enclose(last, inner):
                    direct[inner.id].add(last.id)
    return {node: frozenset(_closure(node, direct)) for node in direct}


def _parents(node: Node, entry: PlaceCandidate, by_key: Mapping[str, Sequence[Node]]) -> Iterator[str]:
    """Yield the places of the record that a gazetteer entry lies in.

    A parent of a quarter or site may be a town; that of a town is a division or a country, though a town
    of the same name may exist.
    """
    least = (node.rank or 0) + 1
    for name in entry.parents:
        for other in by_key.get(_key(name), ()):
            if (
                other.firm
                and other.rank is not None
                and other.rank >= max(least, _SETTLEMENT)
                and other != node
            ):
                yield other.id
    if entry.country and node.rank != _RANK["country"]:
        for other in by_key.get(f"country:{entry.country}", ()):
            yield other.id


def _may_enclose(outer: Node, inner: Node) -> bool:
    if outer.id == inner.id or outer.id.partition("/")[0] == inner.id:
        return False
    return outer.rank is None or inner.rank is None or outer.rank > inner.rank


def _closure(node: str, direct: Mapping[str, set[str]]) -> set[str]:
    """Return all that encloses a place. Of two places said to enclose each other neither does."""
    seen: set[str] = set()
    waiting = sorted(direct[node])
    while waiting:
        other = waiting.pop()
        if other not in seen and other != node and not _reaches(other, node, direct):
            seen.add(other)
            waiting += sorted(direct[other])
    return seen


def _reaches(start: str, goal: str, direct: Mapping[str, set[str]]) -> bool:
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        at = waiting.pop()
        if at == goal:
            return True
        if at not in seen:
            seen.add(at)
            waiting += direct[at]
    return False


def _apart(
    claims: Sequence[Claim], ids: Mapping[tuple[str, str], str], around: Mapping[str, frozenset[str]]
) -> frozenset[tuple[str, str]]:
    pairs: set[tuple[str, str]] = set()
    for one, two in _text_apart(claims):
        here, there = (ids[_spelling(claim.places[0])] for claim in (one, two))
        pairs |= {(here, there), (there, here)}
    return frozenset(
        (one, two) for one, two in pairs if one != two and one not in around[two] and two not in around[one]
    )


def _text_apart(claims: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Yield claims that a text adds to each other, or calls parts of one figure on the same days."""
    parts: dict[str, list[Claim]] = defaultdict(list)
    by_id = {claim.id: claim for claim in claims}
    for claim in claims:
        relation = claim.relation
        if relation is None or not claim.places or _is_part(claim.places[0]):
            continue
        if relation.type is RelationType.SUBSET_OF and not claim.groups:
            parts[relation.to].append(claim)
        elif relation.type is RelationType.ADDITIONAL_TO:
            other = by_id.get(relation.to)
            if other is not None and other.places and not _is_part(other.places[0]):
                yield claim, other
    for peers in parts.values():
        for at, one in enumerate(peers):
            yield from ((one, two) for two in peers[at + 1 :] if one.when.gap_days(two.when) == 0)


def _spelling(place: Place) -> tuple[str, str]:
    return place.name, _entry(place)


def _entry(place: Place) -> str:
    found = place.resolved
    return "" if found is None else f"{found.gazetteer}:{found.place_id}"


def _is_part(place: Place) -> bool:
    return load_terms(LANGUAGE).take_apart(place.name).is_part


def _core(name: str) -> str:
    return load_terms(LANGUAGE).take_apart(name).core


@lru_cache(maxsize=65536)
def _key(name: str) -> str:
    """Return the key of a name, the words around it left out; of a country its code."""
    return _country(name) or name_key(_core(name)).bare


def _country(name: str) -> str:
    code = load_countries(LANGUAGE).code_of(_core(name))
    return f"country:{code}" if code else ""
