"""A changed graph as new columns, which share with the old ones all that did not change."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from rdflib.namespace import OWL, RDF, RDFS

from grondslag.columns.graph import SUBCLASS, Columns, Keys, Pairs, distinct, pack, unpack
from grondslag.columns.terms import Ids, Mask
from grondslag.dataset.entailment import EntailedColumns

#: For each predicate, packed pairs of subject and object, distinct and in order.
Triples = dict[int, Keys]

#: Up to so many pairs are looked for one by one, which needs no packed copy of the block.
_FEW = 64
#: What the rules of entailment are read from; see :class:`EntailedColumns`.
_SCHEMA = tuple(
    f"<{each}>"
    for each in (
        RDFS.subPropertyOf,
        OWL.inverseOf,
        OWL.propertyChainAxiom,
        RDF.first,
        RDF.rest,
    )
)


@dataclass(frozen=True)
class Difference:
    """Triples that one graph has and the other has not."""

    added: Triples
    removed: Triples

    def __bool__(self) -> bool:
        """Tell whether there is any."""
        return bool(self.added or self.removed)

    def predicates(self) -> set[int]:
        """Return the predicates of all these triples."""
        return {*self.added, *self.removed}


def grouped(rows: Iterable[tuple[int, int, int]]) -> Triples:
    """Return triples of numbers by predicate."""
    found: dict[int, list[int]] = {}
    for subject, predicate, object_ in rows:
        found.setdefault(predicate, []).append((subject << 32) | object_)
    return {each: distinct(np.array(keys, np.int64)) for each, keys in found.items()}


def effective(columns: Columns, added: Triples, removed: Triples) -> Difference:
    """Return what really changes: what is removed and added is there in the end.

    Args:
        columns: the graph before.
        added: triples that are there afterwards, also when they were there before.
        removed: triples that are not there afterwards, unless they are added as well.
    """
    fresh, gone = {}, {}
    for predicate, keys in added.items():
        found = keys[~columns.pairs(predicate).has(*unpack(keys))]
        if len(found):
            fresh[predicate] = found
    for predicate, keys in removed.items():
        found = keys[columns.pairs(predicate).has(*unpack(keys))]
        if predicate in added:
            found = found[~np.isin(found, added[predicate])]
        if len(found):
            gone[predicate] = found
    return Difference(fresh, gone)


def changed(columns: Columns, difference: Difference) -> Columns:
    """Return the graph after a change. The old one stays as it is.

    Args:
        columns: said triples alone, or said and entailed ones.
        difference: said triples only, as :func:`effective` gives them.
    """
    if isinstance(columns, EntailedColumns):
        return _changed_entailed(columns, difference)
    blocks = dict(columns._blocks)
    for predicate in difference.predicates():
        pairs = columns.pairs(predicate)
        after = _changed_pairs(pairs, difference, predicate)
        if len(after):
            blocks[predicate] = after
        else:
            blocks.pop(predicate, None)
    result = Columns(columns.terms, blocks)
    _keep_instances(columns, result, difference)
    return result


# pairs


def _changed_pairs(pairs: Pairs, difference: Difference, predicate: int) -> Pairs:
    none = np.empty(0, np.int64)
    removed = difference.removed.get(predicate, none)
    added = difference.added.get(predicate, none)
    result = _edited(pairs, removed, added)
    if "flipped" in pairs.__dict__:
        result.flipped = _edited(pairs.flipped, _flip(removed), _flip(added))
    return result


def _flip(keys: Keys) -> Keys:
    left, right = unpack(keys)
    return np.sort(pack(right, left))


def _edited(pairs: Pairs, removed: Keys, added: Keys) -> Pairs:
    """Take out and put in pairs; a packed copy, if there is one, is edited along."""
    first, second = pairs.first, pairs.second
    keys = pairs.__dict__.get("keys")
    if len(removed):
        places = _places(pairs, removed)
        first, second = np.delete(first, places), np.delete(second, places)
        keys = None if keys is None else np.delete(keys, places)
    result = Pairs(first, second)
    if keys is not None:
        result.keys = keys
    if not len(added):
        return result
    places = _places(result, added)
    left, right = unpack(added)
    after = Pairs(np.insert(first, places, left), np.insert(second, places, right))
    if keys is not None:
        after.keys = np.insert(keys, places, added)
    return after


def _places(pairs: Pairs, keys: Keys) -> np.ndarray:
    """Return where each key is, or belongs."""
    if len(keys) > _FEW or "keys" in pairs.__dict__:
        return np.searchsorted(pairs.keys, keys)
    places = np.empty(len(keys), np.int64)
    for number, (left, right) in enumerate(zip(*unpack(keys), strict=True)):
        start = np.searchsorted(pairs.first, left, "left")
        end = np.searchsorted(pairs.first, left, "right")
        places[number] = start + np.searchsorted(pairs.second[start:end], right)
    return places


# instances of classes


def _keep_instances(before: Columns, after: Columns, difference: Difference) -> None:
    """Take over which terms are instances of which classes, corrected for what changed."""
    if before.terms.number(SUBCLASS) in difference.predicates():
        return
    after._below.update(before._below)
    none = np.empty(0, np.int64)
    typed = after.type
    keys = np.concatenate([difference.added.get(typed, none), difference.removed.get(typed, none)])
    if len(keys) == 0:
        after._instances.update(before._instances)
        return
    things, classes = unpack(keys)
    things = np.unique(things)
    for kind, mask in before._instances.items():
        below = before.subclasses(kind)
        if not np.isin(classes, below).any():
            after._instances[kind] = mask
            continue
        after._instances[kind] = _corrected(mask, things, after.pairs(typed), below)


def _corrected(mask: Mask, things: Ids, types: Pairs, below: Ids) -> Mask:
    size = max(len(mask), int(things[-1]) + 1)
    result = np.zeros(size, np.bool_)
    result[: len(mask)] = mask
    for thing in things.tolist():
        result[thing] = np.isin(types.of_first(thing), below).any()
    return result


# entailment


def _changed_entailed(columns: EntailedColumns, difference: Difference) -> EntailedColumns:
    base = changed(columns.base, difference)
    predicates = difference.predicates()
    terms = columns.terms
    if predicates & {terms.number(each) for each in _SCHEMA}:
        return EntailedColumns(base, columns.ontology)
    result = EntailedColumns.like(columns, base)
    stale = columns.readers(predicates)
    for predicate, pairs in columns._entailed.items():
        if predicate not in stale:
            result._entailed[predicate] = pairs
    return result


def visible(before: Columns, after: Columns, said: Difference) -> Difference:
    """Return the difference between two graphs, entailed triples included.

    Args:
        before: the graph before.
        after: the same after a change, as :func:`changed` gives it.
        said: the triples that were added and removed.
    """
    if not isinstance(before, EntailedColumns) or not isinstance(after, EntailedColumns):
        return said
    terms = before.terms
    predicates = said.predicates()
    if predicates & {terms.number(each) for each in _SCHEMA}:
        stale = {*before.predicates(), *after.predicates()}
    else:
        stale = before.readers(predicates)
    added, removed = dict(said.added), dict(said.removed)
    for predicate in stale:
        old, new = before.pairs(predicate), after.pairs(predicate)
        if old is new:
            continue
        _merge(added, predicate, _without(new.keys, old.keys))
        _merge(removed, predicate, _without(old.keys, new.keys))
    return Difference(added, removed)


def _without(keys: Keys, others: Keys) -> Keys:
    if len(others) == 0 or len(keys) == 0:
        return keys
    place = np.minimum(np.searchsorted(others, keys), len(others) - 1)
    return np.asarray(keys[others[place] != keys])


def _merge(triples: Triples, predicate: int, keys: Keys) -> None:
    if len(keys):
        said = triples.get(predicate)
        triples[predicate] = keys if said is None else np.union1d(said, keys)
