"""What a query looks at, from the variables that are bound before it runs.

A pattern matters to a focus node only in solutions that are joined, in the end, to what the
focus node is bound to. So a triple of the pattern has to be where a chain of patterns leads to
from there. A fact about a variable - the paths of which one leads to its value - may be carried
from one part of a query to another only where a solution that disagrees with it cannot change
anything else; the right side of OPTIONAL, for instance, takes facts from its left side alone.
What no chain reaches may matter to all focus nodes.
"""

from collections.abc import Iterable, Mapping

from grondslag.columns.paths import reverse
from grondslag.sparql.algebra import (
    BGP,
    Algebra,
    Ask,
    Distinct,
    Exists,
    Expression,
    Extend,
    Filter,
    Group,
    InGraph,
    Join,
    LeftJoin,
    Link,
    Minus,
    Negated,
    OrderBy,
    Path,
    Pattern,
    Project,
    Select,
    Service,
    Slice,
    Union,
    Values,
    Var,
)
from grondslag.sparql.nodes import Node, walk
from grondslag.validation.columnar.incremental.reads import Read, Reads, path_reads, size, then
from grondslag.validation.sparql.index import may_stay

#: For a variable the paths of which at least one leads from the focus node to its value.
Facts = Mapping[str, tuple[Path | None, ...]]

#: With more paths, or a longer one, nothing is said about a variable.
_MOST_PATHS = 6
_LONGEST = 24
_ANY = Negated((), None)


def query_reads(query: Select | Ask, known: Mapping[str, Path | None]) -> Reads:
    """Return what a query looks at.

    Args:
        query: the query.
        known: variables that are bound beforehand, with the path that leads to their value.
    """
    reads = Reads()
    pattern = query.algebra
    if isinstance(query, Select):
        # The outermost SELECT hides nothing from what is bound beforehand.
        while isinstance(pattern, (Distinct, OrderBy)):
            pattern = pattern.pattern
        if isinstance(pattern, Project):
            pattern = pattern.pattern
    constants = {name: (path,) for name, path in known.items()}
    _Part(constants, reads).run(pattern, {})
    return reads


class _Part:
    """The patterns in which the same variables are replaced by what they are bound to."""

    def __init__(self, constants: Facts, reads: Reads) -> None:
        """Analyse.

        Args:
            constants: facts about variables that are replaced by their values everywhere.
            reads: where to note what is read.
        """
        self._constants = constants
        self._reads = reads

    def _trial(self) -> "_Part":
        """Return the same, but notes are thrown away."""
        return _Part(self._constants, Reads())

    def run(self, node: Algebra, known: Facts) -> Facts:
        """Note what a pattern looks at; return facts about variables all its solutions bind.

        Args:
            node: the pattern.
            known: facts about variables of solutions that matter.
        """
        match node:
            case BGP(patterns):
                return self._basic(patterns, known)
            case Join():
                return self._join(node, known)
            case LeftJoin(left, right, condition):
                found = self.run(left, known)
                more = self.run(right, found)
                if condition is not None:
                    self._expression(condition, {**more, **found})
                return found
            case Filter(pattern, condition):
                found = self.run(pattern, known)
                self._expression(condition, found)
                return found
            case Union(left, right):
                return _either(self.run(left, known), self.run(right, known))
            case Minus(left, right):
                found = self.run(left, known)
                self.run(right, found)
                return found
            case Distinct(pattern) | OrderBy(pattern):
                return self.run(pattern, known)
            case Values():
                return {}
        return self._scoped(node, known)

    def _scoped(self, node: Algebra, known: Facts) -> Facts:
        """Treat what changes the scope of variables."""
        match node:
            case Extend(pattern, variable, expression):
                return self._extend(pattern, variable, expression, known)
            case Project(pattern, variables):
                names = {each.name for each in variables}
                inner = _Part(_only(self._constants, names), self._reads)
                return _only(inner.run(pattern, _only(known, names)), names)
            case Group(pattern, keys, aggregates):
                plain = {variable.name for variable, key in keys if key == variable}
                found = self.run(pattern, _only(known, plain))
                for _, expression in (*keys, *aggregates):
                    self._expression(expression, found)
                return _only(found, plain)
            case Slice() | InGraph() | Service():
                # Which solutions are cut off depends on all of them.
                self._reads.anywhere |= _predicates(node)
                return {}
        raise AssertionError(f"no algebra: {type(node).__name__}")

    def _extend(
        self, pattern: Algebra, variable: Var, expression: Expression, known: Facts
    ) -> Facts:
        name = variable.name
        if name in self._constants:
            self._reads.anywhere.add(None)
        found = dict(self.run(pattern, {each: known[each] for each in known if each != name}))
        self._expression(expression, found)
        if isinstance(expression, Var):
            paths = self._constants.get(expression.name) or found.get(expression.name)
            if paths is not None:
                found[name] = paths
        return found

    def _join(self, node: Join, known: Facts) -> Facts:
        parts = _joined(node)
        facts = dict(known)
        trial = self._trial()
        while True:
            before = len(facts)
            for part in parts:
                facts = {**trial.run(part, facts), **facts}
            if len(facts) == before:
                break
        found: dict[str, tuple[Path | None, ...]] = {}
        for part in parts:
            found.update(self.run(part, facts))
        return found

    def _expression(self, expression: Expression, found: Facts) -> None:
        """Note what EXISTS looks at: every variable of the row is replaced by its value."""
        for part in walk(expression, exists=False):
            if isinstance(part, Exists):
                _Part({**found, **self._constants}, self._reads).run(part.pattern, {})

    # basic graph patterns

    def _basic(self, patterns: tuple[Pattern, ...], known: Facts) -> Facts:
        facts = {**known, **self._constants}
        # Variables of which it is certain that their value is a node of the graph, or constant.
        grounded = set(self._constants)
        todo = list(patterns)
        while todo:
            chosen = _nearest(todo, facts)
            if chosen is None:
                for pattern in todo:
                    self._reads.anywhere |= _predicates(pattern)
                break
            pattern, forward = chosen
            todo.remove(pattern)
            self._step(pattern, forward, facts, grounded)
        names = {
            part.name
            for pattern in patterns
            for part in (pattern.subject, pattern.object)
            if isinstance(part, Var)
        }
        return _only(facts, names)

    def _step(
        self,
        pattern: Pattern,
        forward: bool,
        facts: dict[str, tuple[Path | None, ...]],
        grounded: set[str],
    ) -> None:
        """Go along a pattern from the end of which something is known."""
        here, there = pattern.subject, pattern.object
        path: Path = _ANY if isinstance(pattern.predicate, Var) else pattern.predicate
        if not forward:
            here, there, path = there, here, reverse(path)
        assert isinstance(here, Var)
        stays = may_stay(path)
        for prefix in facts[here.name]:
            self._reads.add(path_reads(path, prefix))
            if stays and here.name not in grounded:
                # A path of no length needs a node of the graph.
                self._reads.add([Read(prefix, None), Read(prefix, None, inverse=True)])
        ends = {each.name for each in (here, there) if isinstance(each, Var)}
        if not stays:
            grounded |= ends
        for name in ends - facts.keys():
            paths = _bounded(then(prefix, path) for prefix in facts[here.name])
            if paths is not None:
                facts[name] = paths


def _nearest(patterns: list[Pattern], facts: Facts) -> tuple[Pattern, bool] | None:
    """Return the pattern with the nearest known end, and whether that is its subject."""
    best: tuple[Pattern, bool] | None = None
    lowest = 0
    for pattern in patterns:
        for end, forward in ((pattern.subject, True), (pattern.object, False)):
            if isinstance(end, Var) and end.name in facts:
                distance = sum(1 + size(path) for path in facts[end.name])
                if best is None or distance < lowest:
                    best, lowest = (pattern, forward), distance
    return best


def _bounded(paths: Iterable[Path | None]) -> tuple[Path | None, ...] | None:
    found = tuple(dict.fromkeys(paths))
    if len(found) > _MOST_PATHS or any(size(each) > _LONGEST for each in found):
        return None
    return found


def _either(one: Facts, two: Facts) -> Facts:
    found = {}
    for name in one.keys() & two.keys():
        paths = _bounded((*one[name], *two[name]))
        if paths is not None:
            found[name] = paths
    return found


def _only(facts: Facts, names: set[str]) -> Facts:
    return {name: paths for name, paths in facts.items() if name in names}


def _joined(node: Algebra) -> list[Algebra]:
    """Return what is joined, with neighbouring basic patterns as one."""
    if not isinstance(node, Join):
        return [node]
    parts: list[Algebra] = []
    for part in (*_joined(node.left), *_joined(node.right)):
        if isinstance(part, BGP) and parts and isinstance(parts[-1], BGP):
            parts[-1] = BGP(parts[-1].patterns + part.patterns)
        else:
            parts.append(part)
    return parts


def _predicates(node: Node) -> set[str | None]:
    """Return the predicates of all patterns; None where every triple may matter."""
    found: set[str | None] = set()
    for part in walk(node):
        match part:
            case Link(predicate):
                found.add(predicate)
            case Negated():
                found.add(None)
            case Pattern(_, path, _) if isinstance(path, Var) or may_stay(path):
                found.add(None)
    return found
