"""The report tables once more, in plain loops over rdflib graphs, without SPARQL.

Each function returns the rows that the query of the same number must give, cell by cell as in a
SPARQL CSV result. It is a second road to the same numbers: an error in a query shows, because
nothing here is shared with it but the data.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from rdflib import RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS
from rdflib.term import Node

from queries.support import DATA_FOLDERS, DEFAULT_REFERENCE_DATE, REPO, Row

GS = Namespace("https://w3id.org/grondslag/def#")
C = Namespace("https://w3id.org/grondslag/concept/")

Cell = Node | str | int | None
Cells = list[Cell]


class Source:
    """The graph of a data set with the ontology, and its reference date (ISO 8601)."""

    def __init__(self, graph: Graph, as_of: str) -> None:
        """Keep the graph and the reference date."""
        self.graph = graph
        self.as_of = as_of
        self._kinds = _descendants(graph)

    def of_class(self, name: str) -> list[Node]:
        """Return the instances of a class of the ontology or of a class below it."""
        found: set[Node] = set()
        for kind in self._kinds.get(GS[name], {GS[name]}):
            found.update(self.graph.subjects(RDF.type, kind))
        return sorted(found, key=str)

    def all(self, node: Node | None, name: str) -> list[Node]:
        """Return the values of a property of the ontology, ordered."""
        if node is None:
            return []
        return sorted(self.graph.objects(node, GS[name]), key=str)

    def one(self, node: Node | None, name: str) -> Node | None:
        """Return the first value of a property, or None."""
        values = self.all(node, name)
        return values[0] if values else None

    def or_none(self, node: Node | None, name: str) -> list[Node | None]:
        """Return the values of a property, or one None when there are none."""
        return [*self.all(node, name)] or [None]

    def label(self, node: Node | None) -> Node | None:
        """Return the Dutch label of an instance."""
        return self._dutch(node, RDFS.label)

    def concept(self, node: Node | None) -> Node | None:
        """Return the Dutch preferred label of a concept."""
        return self._dutch(node, SKOS.prefLabel)

    def _dutch(self, node: Node | None, relation: URIRef) -> Node | None:
        if node is None:
            return None
        for value in sorted(self.graph.objects(node, relation), key=str):
            if isinstance(value, Literal) and value.language == "nl":
                return value
        return None


def _descendants(graph: Graph) -> dict[Node, set[Node]]:
    below: dict[Node, set[Node]] = {}
    for kind in set(graph.objects(None, RDFS.subClassOf)):
        found = graph.transitive_subjects(RDFS.subClassOf, kind)
        below[kind] = {node for node in found if node is not None}
    return below


def read(dataset: str) -> Source:
    """Return a data set with the ontology as a source.

    Raises:
        FileNotFoundError: when the data set has no files.
    """
    graph = Graph()
    files = sorted((REPO / DATA_FOLDERS[dataset]).rglob("*.ttl"))
    if not files:
        raise FileNotFoundError(f"no data in {DATA_FOLDERS[dataset]}")
    for path in [*files, *sorted((REPO / "ontology").rglob("*.ttl"))]:
        graph.parse(Path(path), format="turtle")
    stated = {str(date) for date in graph.objects(None, GS.referenceDate)}
    return Source(graph, stated.pop() if len(stated) == 1 else DEFAULT_REFERENCE_DATE)


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell)


def _rows(cells: Iterable[Sequence[Cell]], order: Callable[[Row], tuple[object, ...]]) -> list[Row]:
    rows = (tuple(_text(cell) for cell in row) for row in cells)
    return sorted(rows, key=lambda row: (order(row), row))


def _pick(*positions: int) -> Callable[[Row], tuple[object, ...]]:
    return lambda row: tuple(row[position] for position in positions)


def organisations_per_ministry(source: Source) -> list[Row]:
    """R-01: each organisation in scope counted once, by the strongest thing it stated."""
    table: list[Sequence[Cell]] = []
    for inventory in source.of_class("Inventory"):
        scoped = set()
        for decision in source.of_class("ScopeDecision"):
            inside = source.one(decision, "scopeOutcome") in (C["scope-in"], C["scope-partly"])
            if inside and inventory in source.all(decision, "inInventory"):
                scoped.update(source.all(decision, "decidesScopeOf"))
        if not scoped:
            continue
        said: dict[Node, set[Node]] = {}
        for statement in source.of_class("UseStatement"):
            if inventory in source.all(statement, "inInventory"):
                for organisation in source.all(statement, "statementOf"):
                    said.setdefault(organisation, set()).update(source.all(statement, "useOutcome"))
        tally: Counter[str] = Counter()
        for organisation in scoped:
            outcomes = said.get(organisation, set())
            for name in ("used", "unknown", "not-examined", "none-found"):
                if C[f"use-{name}"] in outcomes:
                    tally[name] += 1
                    break
            else:
                tally["silent"] += 1
        for ministry in source.all(inventory, "inventoryOf"):
            table.append(
                [ministry, source.label(ministry), inventory, source.label(inventory)]
                + [len(scoped), tally["used"], tally["none-found"], tally["not-examined"]]
                + [tally["unknown"], tally["silent"]]
            )
    return _rows(table, _pick(1, 0, 2))


def excluded_organisations(source: Source) -> list[Row]:
    """R-02: a row per decision, reason and follow-up."""
    table: list[Sequence[Cell]] = []
    for decision in source.of_class("ScopeDecision"):
        outcome = source.one(decision, "scopeOutcome")
        if outcome not in (C["scope-out"], C["scope-partly"]):
            continue
        for inventory in source.all(decision, "inInventory"):
            for ministry in source.all(inventory, "inventoryOf"):
                for organisation in source.all(decision, "decidesScopeOf"):
                    head: Cells = [ministry, source.label(ministry)]
                    head += [organisation, source.label(organisation)]
                    head += [outcome, source.concept(outcome)]
                    for reason in source.or_none(decision, "exclusionReason"):
                        why: Cells = [reason, source.concept(reason)]
                        for follow in source.or_none(decision, "hasFollowUp"):
                            for due in source.or_none(follow, "hasDue"):
                                boundary = source.one(due, "dueBoundary")
                                then: Cells = [follow, source.label(follow), boundary, decision]
                                table.append(head + why + then)
    return _rows(table, _pick(1, 0, 3, 2, 6, 8, 10, 11))


def risk_models(source: Source) -> list[Row]:
    """R-03: a row per risk model, with its criteria counted by kind."""
    table: list[Sequence[Cell]] = []
    for model in source.of_class("RiskModel"):
        criteria = source.all(model, "hasCriterion")
        kinds = Counter(source.one(criterion, "criterionKind") for criterion in criteria)
        owner = source.one(model, "owner")
        status = source.one(model, "activityStatus")
        registration = source.one(model, "hasRegistration")
        code = None
        if registration is not None:
            code = source.graph.value(registration, DCTERMS.identifier)
        table.append(
            [model, source.label(model), owner, source.label(owner)]
            + [status, source.concept(status), len(criteria)]
            + [kinds[C[f"criterion-{kind}"]] for kind in ("direct", "neutral", "proxy")]
            + [code, source.one(model, "noRegistrationReason")]
        )
    return _rows(table, _pick(3, 1, 0, 10))


def verdicts(source: Source) -> list[Row]:
    """R-04: verdicts counted per dimension, outcome and author role."""
    tally: Counter[tuple[Node | None, ...]] = Counter()
    for verdict in source.of_class("Verdict"):
        key = tuple(source.one(verdict, name) for name in ("dimension", "outcome", "authorRole"))
        if None not in key:
            tally[key] += 1
    table: list[Sequence[Cell]] = []
    for key, number in tally.items():
        cells: Cells = []
        for concept in key:
            cells += [concept, source.concept(concept)]
        table.append([*cells, number])
    return _rows(table, _pick(0, 2, 4))


def measures(source: Source) -> list[Row]:
    """R-05: a row per measure; overdue when open after its deadline."""
    table: list[Sequence[Cell]] = []
    for measure in source.of_class("Measure"):
        kind = source.one(measure, "measureKind")
        owner = source.one(measure, "owner")
        progress = source.one(measure, "progress")
        deadline = source.one(measure, "deadline")
        closed = progress in (C["progress-done"], C["progress-dropped"])
        overdue = deadline is not None and str(deadline) < source.as_of and not closed
        table.append(
            [measure, source.label(measure), kind, source.concept(kind)]
            + [owner, source.label(owner), progress, source.concept(progress)]
            + [deadline, source.one(measure, "completedOn"), "true" if overdue else "false"]
        )
    return _rows(table, _pick(8, 1, 0))


def indicator_uses(source: Source) -> list[Row]:
    """R-06: uses and processings counted per indicator and role."""
    uses: Counter[tuple[Node, Node | None]] = Counter()
    places: dict[tuple[Node, Node | None], set[Node]] = {}
    for use in source.of_class("IndicatorUse"):
        for indicator in source.all(use, "usesIndicator"):
            for role in source.or_none(use, "useRole"):
                uses[(indicator, role)] += 1
                place = places.setdefault((indicator, role), set())
                place.update(source.all(use, "inProcessing"))
    table: list[Sequence[Cell]] = []
    for (indicator, role), number in uses.items():
        family = source.one(indicator, "inFamily")
        table.append(
            [family, source.concept(family), indicator, source.concept(indicator)]
            + [role, source.concept(role), number, len(places[(indicator, role)])]
        )
    return _rows(table, _pick(0, 2, 4))


def legal_grounds(source: Source) -> list[Row]:
    """R-07: processings per ground and article; a norm without an article has a row of its own."""
    found: dict[tuple[Node | None, Node | None, Node | None], tuple[set[Node], set[Node]]] = {}
    for processing in source.of_class("Processing"):
        for ground in source.all(processing, "hasLegalGround"):
            basis: list[tuple[Node | None, Node | None]] = []
            named = set()
            for article in source.all(ground, "hasProvision"):
                of_norm = source.one(article, "ofNorm")
                named.add(of_norm)
                basis.append((of_norm, article))
            bare = [norm for norm in source.all(ground, "restsOnNorm") if norm not in named]
            basis += [(norm, None) for norm in bare]
            for law, provision in basis or [(None, None)]:
                key = (source.one(ground, "gdprGround"), law, provision)
                grounds, processings = found.setdefault(key, (set(), set()))
                grounds.add(ground)
                processings.add(processing)
    table: list[Sequence[Cell]] = []
    for (kind, law, provision), (grounds, processings) in found.items():
        table.append(
            [kind, source.concept(kind), law, source.label(law)]
            + [provision, source.label(provision), len(grounds), len(processings)]
        )
    return _rows(table, _pick(0, 2, 4))


def sex_registrations(source: Source) -> list[Row]:
    """R-08: a row per registration of sex."""
    table: list[Sequence[Cell]] = []
    for registration in source.of_class("SexRegistration"):
        processing = source.one(registration, "inProcessing")
        controller = source.one(processing, "controller")
        outcome = source.one(registration, "registrationOutcome")
        table.append(
            [registration, source.label(registration), processing, source.label(processing)]
            + [controller, source.label(controller)]
            + [source.one(registration, "legallyPrescribed"), outcome, source.concept(outcome)]
            + [source.one(registration, "outcomeDate")]
        )
    return _rows(table, _pick(5, 4, 1, 0, 7))


STATUS_LABELS = {
    "fulfilled": "Nagekomen",
    "fulfilled-late": "Te laat nagekomen",
    "fulfilled-undated": "Nagekomen, datum onbekend",
    "overdue": "Open en over de termijn",
    "open": "Open, binnen de termijn",
    "open-no-date": "Open, zonder vaste datum",
}


def _made_on(source: Source, commitment: Node) -> str | None:
    document = source.one(commitment, "undertakenIn")
    corrected = source.one(source.one(document, "hasDateCorrection"), "correctedDate")
    made = corrected or source.one(document, "printedDate")
    return None if made is None else str(made)


def _status(source: Source, commitment: Node, due: Node | None) -> tuple[str, Node | None]:
    done = source.one(commitment, "fulfilledOn")
    if done is None and source.all(commitment, "fulfilledBy"):
        return "fulfilled-undated", None
    if done is not None and str(done) <= source.as_of:
        late = due is not None and str(done) > str(due)
        return ("fulfilled-late" if late else "fulfilled"), done
    if due is None:
        return "open-no-date", None
    return ("overdue" if str(due) < source.as_of else "open"), None


def commitments(source: Source) -> list[Row]:
    """R-09: a row per commitment made on or before the reference date, with its status."""
    table: list[Sequence[Cell]] = []
    for commitment in source.of_class("Commitment"):
        made = _made_on(source, commitment)
        if made is not None and made > source.as_of:
            continue
        due = source.one(source.one(commitment, "hasDue"), "dueBoundary")
        status, done = _status(source, commitment, due)
        for maker in source.or_none(commitment, "undertakenBy"):
            table.append(
                [commitment, source.label(commitment), maker, source.label(maker)]
                + [due, done, status, STATUS_LABELS[status]]
            )
    return _rows(table, _pick(4, 1, 0, 2))


REPORTS: dict[str, Callable[[Source], list[Row]]] = {
    "R-01": organisations_per_ministry,
    "R-02": excluded_organisations,
    "R-03": risk_models,
    "R-04": verdicts,
    "R-05": measures,
    "R-06": indicator_uses,
    "R-07": legal_grounds,
    "R-08": sex_registrations,
    "R-09": commitments,
}
