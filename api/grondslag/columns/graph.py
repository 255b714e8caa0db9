"""A graph as columns: for each predicate its pairs of subject and object, sorted both ways."""

from concurrent.futures import ThreadPoolExecutor
from functools import cached_property

import numpy as np
import numpy.typing as npt

from grondslag.columns.terms import Ids, Mask, Terms

Keys = npt.NDArray[np.int64]

TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
SUBCLASS = "<http://www.w3.org/2000/01/rdf-schema#subClassOf>"
_LOW = 0xFFFFFFFF
#: From so many triples on, threads are worth their while.
_MANY = 200_000


def pack(left: Ids, right: Ids) -> Keys:
    """Return pairs as one number each, ordered by left and then right."""
    return (left.astype(np.int64) << 32) | right


def unpack(keys: Keys) -> tuple[Ids, Ids]:
    """Return the two halves of packed pairs."""
    return (keys >> 32).astype(np.int32), (keys & _LOW).astype(np.int32)


def distinct(keys: Keys, *, is_sorted: bool = False) -> Keys:
    """Return packed pairs in order and without repetition."""
    if not is_sorted:
        keys = np.sort(keys)
    if len(keys) < 2:
        return keys
    first = np.empty(len(keys), np.bool_)
    first[0] = True
    np.not_equal(keys[1:], keys[:-1], out=first[1:])
    return keys if first.all() else keys[first]


class Pairs:
    """Pairs without repetition, sorted by the first and then the second column."""

    def __init__(self, first: Ids, second: Ids) -> None:
        """Use two columns of equal length that are sorted already."""
        self.first = first
        self.second = second

    def __len__(self) -> int:
        """Return the number of pairs."""
        return len(self.first)

    @classmethod
    def of(cls, keys: Keys, *, is_sorted: bool = False) -> "Pairs":
        """Sort packed pairs and drop repetitions."""
        return cls(*unpack(distinct(keys, is_sorted=is_sorted)))

    @cached_property
    def flipped(self) -> "Pairs":
        """The same pairs the other way round, sorted by what was the second column."""
        order = np.argsort(self.second, kind="stable")
        return Pairs(self.second[order], self.first[order])

    @cached_property
    def keys(self) -> Keys:
        """The pairs packed, in order."""
        return pack(self.first, self.second)

    def has(self, left: Ids, right: Ids) -> Mask:
        """Tell for each row whether (left, right) is one of the pairs."""
        if len(self.first) == 0 or len(left) == 0:
            return np.zeros(len(left), np.bool_)
        wanted = pack(left, right)
        place = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        return np.asarray(self.keys[place] == wanted)

    def of_first(self, number: int) -> Ids:
        """Return the second column of the pairs that begin with a number."""
        # A number of another width would make NumPy copy the whole column.
        wanted = np.int32(number)
        start = self.first.searchsorted(wanted, "left")
        end = self.first.searchsorted(wanted, "right")
        return self.second[start:end]


EMPTY = Pairs(np.empty(0, np.int32), np.empty(0, np.int32))


class Columns:
    """One graph over a dictionary of terms. Nobody changes it once it is made."""

    def __init__(self, terms: Terms, blocks: dict[int, Pairs]) -> None:
        """Use blocks of pairs (subject, object) by the number of their predicate."""
        self.terms = terms
        self._blocks = blocks
        self.type = terms.number(TYPE)
        self._subclass = terms.number(SUBCLASS)
        self._instances: dict[int, Mask] = {}
        self._below: dict[int, Ids] = {}

    @classmethod
    def from_rows(cls, terms: Terms, subject: Ids, predicate: Ids, object_: Ids) -> "Columns":
        """Build the blocks from one row a triple, in any order and with repetitions."""
        if len(predicate) == 0:
            return cls(terms, {})
        seen = np.zeros(len(terms), np.bool_)
        seen[predicate] = True
        kinds = np.flatnonzero(seen)
        # Few distinct predicates fit in small numbers, which are sorted in one pass.
        code = np.empty(len(terms), np.int16 if len(kinds) < 32_000 else np.int32)
        code[kinds] = np.arange(len(kinds), dtype=code.dtype)
        small = code[predicate]
        order = np.argsort(small, kind="stable")
        subject, object_ = subject[order], object_[order]
        cuts = np.searchsorted(small[order], np.arange(len(kinds) + 1, dtype=small.dtype))

        def block(start: int, end: int) -> Pairs:
            return Pairs.of(pack(subject[start:end], object_[start:end]))

        if len(predicate) < _MANY:
            blocks = list(map(block, cuts[:-1], cuts[1:]))
        else:
            # NumPy sorts without holding the interpreter, so two blocks at a time.
            with ThreadPoolExecutor(2) as pool:
                blocks = list(pool.map(block, cuts[:-1], cuts[1:]))
        return cls(terms, dict(zip(kinds.tolist(), blocks, strict=True)))

    def pairs(self, predicate: int) -> Pairs:
        """Return (subject, object) of a predicate."""
        return self._blocks.get(predicate, EMPTY)

    def pairs_of(self, predicate: str) -> Pairs:
        """Return (subject, object) of a predicate given as a token."""
        return self.pairs(self.terms.number(predicate))

    def predicates(self) -> list[int]:
        """Return the predicates in use, by number."""
        return sorted(self._blocks)

    def __len__(self) -> int:
        """Return the number of triples."""
        return sum(len(self.pairs(each)) for each in self.predicates())

    @cached_property
    def nodes(self) -> Ids:
        """All subjects and objects, in order (SPARQL 1.1, section 18.4: the nodes of a graph)."""
        seen = np.zeros(len(self.terms), np.bool_)
        for predicate in self.predicates():
            pairs = self.pairs(predicate)
            seen[pairs.first] = True
            seen[pairs.second] = True
        return np.flatnonzero(seen).astype(np.int32)

    @cached_property
    def rows(self) -> tuple[Ids, Ids, Ids]:
        """All triples as three columns, sorted by subject, predicate and object."""
        predicates = self.predicates()
        if not predicates:
            none = np.empty(0, np.int32)
            return none, none, none
        blocks = [self.pairs(each) for each in predicates]
        subject = np.concatenate([each.first for each in blocks])
        object_ = np.concatenate([each.second for each in blocks])
        sizes = [len(each) for each in blocks]
        predicate = np.repeat(np.array(predicates, np.int32), sizes)
        order = np.argsort(subject, kind="stable")
        return subject[order], predicate[order], object_[order]

    @cached_property
    def rows_by_object(self) -> tuple[Ids, Ids, Ids]:
        """All triples as three columns, sorted by object."""
        subject, predicate, object_ = self.rows
        order = np.argsort(object_, kind="stable")
        return subject[order], predicate[order], object_[order]

    # classes

    def subclasses(self, kind: int) -> Ids:
        """Return a class and everything below it along rdfs:subClassOf, in order."""
        known = self._below.get(kind)
        if known is None:
            up = self.pairs(self._subclass).flipped
            seen, todo = {kind}, [kind]
            while todo:
                for below in up.of_first(todo.pop()).tolist():
                    if below not in seen:
                        seen.add(below)
                        todo.append(below)
            known = self._below[kind] = np.array(sorted(seen), np.int32)
        return known

    def instances(self, kind: int) -> Mask:
        """Tell for every term whether it is a SHACL instance of a class (SHACL, section 1.1)."""
        known = self._instances.get(kind)
        if known is None:
            types = self.pairs(self.type)
            wanted = np.zeros(len(self.terms), np.bool_)
            wanted[self.subclasses(kind)] = True
            known = np.zeros(len(self.terms), np.bool_)
            known[types.first[wanted[types.second]]] = True
            self._instances[kind] = known
        return known
