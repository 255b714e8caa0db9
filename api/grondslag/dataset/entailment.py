"""What follows from data and ontology, found per property when a rule asks for it.

The four rules of :mod:`grondslag.dataset.closure` - ``cax-sco``, ``prp-spo1``, ``prp-inv`` and
``prp-spo2`` of OWL 2 RL - are applied to the schema, which is small: for each property of ours
they give the properties whose pairs it takes over, forward or backward. The data are touched
only for properties that are read, as whole columns, and nothing is stored.
"""

from collections.abc import Iterable

import numpy as np
from rdflib.namespace import OWL, RDF, RDFS

from grondslag.columns.graph import Columns, Keys, Pairs, pack
from grondslag.columns.paths import follow
from grondslag.columns.terms import LITERAL, Ids, Mask
from grondslag.sparql.algebra import Link, Sequence
from grondslag.vocabulary import RESERVED

_SUBPROPERTY = f"<{RDFS.subPropertyOf}>"
_INVERSE = f"<{OWL.inverseOf}>"
_CHAIN = f"<{OWL.propertyChainAxiom}>"
_FIRST, _REST, _NIL = f"<{RDF.first}>", f"<{RDF.rest}>", f"<{RDF.nil}>"
_OURS = tuple(f"<{namespace}" for namespace in RESERVED)


class EntailedColumns(Columns):
    """A graph together with what it entails in our own vocabulary."""

    def __init__(self, base: Columns, ontology: Columns) -> None:
        """Entail over a graph.

        Args:
            base: data and ontology; both may put classes and properties under ours.
            ontology: where inverses and chains are declared, over the same terms.
        """
        super().__init__(base.terms, {})
        self.base = base
        self.ontology = ontology
        self._entailed: dict[int, Pairs] = {}
        self._sources = self._sources_of_ours(ontology)
        self._chains = self._chains_of_ours(ontology)
        self._links = {each: self._links_of(each) for each in {*self._sources, *self._chains}}

    @classmethod
    def like(cls, known: "EntailedColumns", base: Columns) -> "EntailedColumns":
        """Entail over another graph with the same schema; nothing else is taken over.

        Args:
            known: where the schema is.
            base: data and ontology, over the same terms.
        """
        result = cls.__new__(cls)
        Columns.__init__(result, base.terms, {})
        result.base = base
        result.ontology = known.ontology
        result._entailed = {}
        result._sources = known._sources
        result._chains = known._chains
        result._links = known._links
        return result

    # schema

    def readers(self, predicates: Iterable[int]) -> set[int]:
        """Return the predicates whose pairs depend on what is said with the given ones.

        The schema is taken as it is: it is not asked what another schema would give.
        """
        found = set(predicates)
        if self._subclass in found:
            found.add(self.type)
        needs = self._needs()
        while True:
            more = {each for each, used in needs.items() if each not in found and used & found}
            if not more:
                return found
            found |= more

    def _needs(self) -> dict[int, set[int]]:
        """Return what each entailed property takes pairs from, directly."""
        return {
            predicate: {predicate, *(each for each, _ in self._sources.get(predicate, ())), *links}
            for predicate, links in self._links.items()
        }

    def _links_of(self, predicate: int) -> set[int]:
        """Return the links of the chains from which a property takes pairs."""
        sources = {predicate, *(each for each, _ in self._sources.get(predicate, ()))}
        return {
            self.terms.number(link.predicate)
            for source in sources
            for chain in self._chains.get(source, ())
            for link in chain.parts
            if isinstance(link, Link)
        }

    def _circle(self, predicate: int) -> list[int]:
        """Return the properties that need a property by their chains and are needed by it.

        The property is one of them if there are any.
        """
        needed = self._needed(predicate)
        return sorted(each for each in needed if predicate in self._needed(each))

    def _needed(self, predicate: int) -> set[int]:
        found: set[int] = set()
        todo = [predicate]
        while todo:
            fresh = self._links.get(todo.pop(), set()) - found
            found |= fresh
            todo.extend(fresh)
        return found

    def _is_ours(self, number: int) -> bool:
        return self.terms.token(number).startswith(_OURS)

    def _sources_of_ours(self, ontology: Columns) -> dict[int, set[tuple[int, bool]]]:
        """Return for each property of ours what it takes pairs from: (property, backward)."""
        below = self.base.pairs_of(_SUBPROPERTY).flipped
        inverses: dict[int, set[int]] = {}
        declared = ontology.pairs_of(_INVERSE)
        for left, right in zip(declared.first.tolist(), declared.second.tolist(), strict=True):
            inverses.setdefault(left, set()).add(right)
            inverses.setdefault(right, set()).add(left)
        starts = {each for each in (*below.first.tolist(), *inverses) if self._is_ours(each)}
        found = {}
        for start in starts:
            seen = {(start, False)}
            todo = [(start, False)]
            while todo:
                term, backward = todo.pop()
                steps = [(each, backward) for each in below.of_first(term).tolist()]
                steps += [(each, not backward) for each in inverses.get(term, ())]
                for step in steps:
                    if step not in seen:
                        seen.add(step)
                        todo.append(step)
            found[start] = seen - {(start, False)}
        return found

    def _chains_of_ours(self, ontology: Columns) -> dict[int, list[Sequence]]:
        found: dict[int, list[Sequence]] = {}
        declared = ontology.pairs_of(_CHAIN)
        first, rest = ontology.pairs_of(_FIRST), ontology.pairs_of(_REST)
        nil = self.terms.number(_NIL)
        for chained, head in zip(declared.first.tolist(), declared.second.tolist(), strict=True):
            links = []
            while head != nil:
                links.append(Link(self.terms.token(int(first.of_first(head)[0]))))
                head = int(rest.of_first(head)[0])
            found.setdefault(chained, []).append(Sequence(tuple(links)))
        return found

    # columns

    def predicates(self) -> list[int]:
        """Return the predicates in use, those that are only entailed among them."""
        more = [each for each in {*self._sources, *self._chains} if len(self.pairs(each))]
        return sorted({*self.base.predicates(), *more})

    def pairs(self, predicate: int) -> Pairs:
        """Return (subject, object) of a predicate, said or entailed."""
        known = self._entailed.get(predicate)
        if known is not None:
            return known
        if predicate == self.type:
            known = self._types()
        elif predicate not in self._sources and predicate not in self._chains:
            return self.base.pairs(predicate)
        else:
            circle = self._circle(predicate)
            if circle:
                return self._grown(circle)[predicate]
            known = self._taken_over(predicate)
        self._entailed[predicate] = known
        return known

    def _grown(self, circle: list[int]) -> dict[int, Pairs]:
        """Return the pairs of properties that need each other: all that follows, step by step."""
        try:
            self._entailed.update({each: self.base.pairs(each) for each in circle})
            while True:
                grown = {each: self._taken_over(each) for each in circle}
                done = all(len(pairs) == len(self._entailed[each]) for each, pairs in grown.items())
                self._entailed.update(grown)
                if done:
                    return grown
        except BaseException:
            # Nobody may take pairs that are incomplete for all that there are.
            for each in circle:
                self._entailed.pop(each, None)
            raise

    def _taken_over(self, predicate: int) -> Pairs:
        said = self.base.pairs(predicate)
        keys: list[Keys] = []
        sources = {(predicate, False), *self._sources.get(predicate, ())}
        for source, backward in sorted(sources):
            found = [self.base.pairs(source)] if source != predicate or backward else []
            for chain in self._chains.get(source, ()):
                starts = np.unique(self.pairs_of(chain.parts[0].predicate).first)  # type: ignore[union-attr]
                row, end = follow(self, starts, chain)
                found.append(Pairs(starts[row], end))
            for pairs in found:
                keys.append(self._backward(pairs) if backward else pack(pairs.first, pairs.second))
        added = np.concatenate(keys) if keys else np.empty(0, np.int64)
        return Pairs.of(np.concatenate([said.keys, added])) if len(added) else said

    def _backward(self, pairs: Pairs) -> Keys:
        """Return pairs the other way round; a literal is nobody's subject."""
        things = self.terms.kind[pairs.second] != LITERAL
        return pack(pairs.second[things], pairs.first[things])

    def _types(self) -> Pairs:
        said = self.base.pairs(self.type)
        by_class = said.flipped
        kinds, starts = np.unique(by_class.first, return_index=True)
        ends = np.append(starts[1:], len(by_class))
        up = self.base.pairs_of(f"<{RDFS.subClassOf}>")
        keys = [said.keys]
        for kind, start, end in zip(kinds.tolist(), starts, ends, strict=True):
            instances = by_class.second[start:end]
            for above in self._above(up, kind):
                if self._is_ours(above):
                    keys.append(pack(instances, np.full(len(instances), above, np.int32)))
        return said if len(keys) == 1 else Pairs.of(np.concatenate(keys))

    @staticmethod
    def _above(up: Pairs, kind: int) -> list[int]:
        seen, todo = {kind}, [kind]
        while todo:
            for parent in up.of_first(todo.pop()).tolist():
                if parent not in seen:
                    seen.add(parent)
                    todo.append(parent)
        return sorted(seen - {kind})

    def instances(self, kind: int) -> Mask:
        """Tell for every term whether it is an instance of a class or of one below it."""
        return self.base.instances(kind)

    def subclasses(self, kind: int) -> Ids:
        """Return a class and everything below it."""
        return self.base.subclasses(kind)
