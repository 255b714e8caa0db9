"""Texts and the algebra that section 18.2 of SPARQL 1.1 gives for them, written out by hand."""

import pytest

from grondslag.sparql.algebra import (
    Aggregate,
    Algebra,
    Ask,
    Call,
    Distinct,
    Exists,
    Extend,
    Filter,
    Group,
    InGraph,
    Join,
    LeftJoin,
    Link,
    Minus,
    OrderBy,
    Project,
    Repeat,
    Select,
    Sequence,
    Service,
    Slice,
    Term,
    Union,
    Values,
    Var,
)
from grondslag.sparql.parser import parse_query
from sparql.names import (
    EX,
    FIRST,
    NIL,
    ONE,
    RDF,
    REST,
    THREE,
    TWO,
    UNIT,
    XPY,
    YQZ,
    P,
    Q,
    R,
    W,
    X,
    Y,
    Z,
    bgp,
)


def where(text: str) -> Algebra:
    query = parse_query(f"ASK {{ {text} }}", EX)
    assert isinstance(query, Ask)
    return query.algebra


def select(text: str) -> Algebra:
    query = parse_query(text, EX)
    assert isinstance(query, Select)
    return query.algebra


@pytest.mark.parametrize(
    ("text", "algebra"),
    [
        ("", UNIT),
        ("{} {}", UNIT),
        ("?x :p ?y", XPY),
        ("?x :p ?y . ?y :q ?z .", bgp((X, P, Y), (Y, Q, Z))),
        ("?x :p ?y ; :q ?z , 1", bgp((X, P, Y), (X, Q, Z), (X, Q, ONE))),
        ("?x a :C", bgp((X, Link(f"<{RDF}type>"), Term("<http://e/C>")))),
        ("?x ?y ?z", bgp((X, Y, Z))),
        # A filter does not split the triples around it, and stands above the whole group.
        (
            "?x :p ?y FILTER(?y = 1) ?y :q ?z FILTER(?z)",
            Filter(
                bgp((X, P, Y), (Y, Q, Z)), Call("&&", (Call("=", (Y, ONE)), Z))
            ),
        ),
        ("FILTER(?y) ?x :p ?y OPTIONAL { ?y :q ?z }", Filter(LeftJoin(XPY, YQZ, None), Y)),
        ("{ ?x :p ?y FILTER(?z) } ?y :q ?z", Join(Filter(XPY, Z), YQZ)),
        ("{ ?x :p ?y } { ?y :q ?z }", Join(XPY, YQZ)),
        ("{ ?x :p ?y }", XPY),
        # Only the filter of the OPTIONAL itself is a condition of the left join.
        ("?x :p ?y OPTIONAL { ?y :q ?z }", LeftJoin(XPY, YQZ, None)),
        ("?x :p ?y OPTIONAL { ?y :q ?z FILTER(?x) }", LeftJoin(XPY, YQZ, X)),
        ("?x :p ?y OPTIONAL { { ?y :q ?z FILTER(?x) } }", LeftJoin(XPY, Filter(YQZ, X), None)),
        ("OPTIONAL { ?x :p ?y FILTER(?x) FILTER(?y) }",
         LeftJoin(UNIT, XPY, Call("&&", (X, Y)))),
        (
            "?x :p ?y OPTIONAL { ?y :q ?z OPTIONAL { ?z :r ?w } FILTER(?w) }",
            LeftJoin(XPY, LeftJoin(YQZ, bgp((Z, R, W)), None), W),
        ),
        # OPTIONAL splits the triples around it.
        (
            "?x :p ?y OPTIONAL { ?y :q ?z } ?x :r ?w",
            Join(LeftJoin(XPY, YQZ, None), bgp((X, R, W))),
        ),
        ("{ ?x :p ?y } UNION { ?y :q ?z } UNION {}", Union(Union(XPY, YQZ), UNIT)),
        ("?x :p ?y { ?y :q ?z } UNION {}", Join(XPY, Union(YQZ, UNIT))),
        ("?x :p ?y MINUS { ?y :q ?z }", Minus(XPY, YQZ)),
        ("MINUS { ?y :q ?z } ?x :p ?y", Join(Minus(UNIT, YQZ), XPY)),
        ("?x :p ?y BIND(?y AS ?z) ?z :r ?w",
         Join(Extend(XPY, Z, Y), bgp((Z, R, W)))),
        ("BIND(1 AS ?x)", Extend(UNIT, X, ONE)),
        ("VALUES ?x { 1 UNDEF }", Values((X,), ((ONE,), (None,)))),
        ("?x :p ?y VALUES (?x ?y) { (1 2) }", Join(XPY, Values((X, Y), ((ONE, TWO),)))),
        ("GRAPH ?z { ?x :p ?y }", InGraph(Z, XPY)),
        ("?x :p ?y GRAPH :g {}", Join(XPY, InGraph(Term("<http://e/g>"), UNIT))),
        ("SERVICE SILENT :g { ?x :p ?y }", Service(Term("<http://e/g>"), XPY)),
        ("FILTER NOT EXISTS { ?x :p ?y FILTER(?z) }",
         Filter(UNIT, Exists(Filter(XPY, Z), True))),
        ("?x :p ?y FILTER EXISTS {}", Filter(XPY, Exists(UNIT, False))),
        ("{ SELECT ?x { ?x :p ?y } } ?y :q ?z", Join(Project(XPY, (X,)), YQZ)),
        ("SELECT ?x { ?x :p ?y }", Project(XPY, (X,))),
        # Blank nodes, lists.
        ("_:a :p _:a", bgp((Var("._a"), P, Var("._a")))),
        ("[] :p [ :q ?z ]",
         bgp((Var(".b2"), Q, Z), (Var(".b1"), P, Var(".b2")))),
        ("[ :p ?x ] :q ?z", bgp((Var(".b1"), P, X), (Var(".b1"), Q, Z))),
        ("() :p ()", bgp((NIL, P, NIL))),
        (
            "(?x 1) :p ?y",
            bgp(
                (Var(".b1"), FIRST, X),
                (Var(".b1"), REST, Var(".b2")),
                (Var(".b2"), FIRST, ONE),
                (Var(".b2"), REST, NIL),
                (Var(".b1"), P, Y),
            ),
        ),
        # A path that is only turned round is no path.
        ("?x ^:p ?y", bgp((Y, P, X))),
        ("?x ^(:p/:q) ?y", bgp((Y, Sequence((P, Q)), X))),
        ("?x :p/:q ?y ; :r* 1", bgp((X, Sequence((P, Q)), Y), (X, Repeat(R, True, True), ONE))),
    ],
)  # fmt: skip
def test_pattern(text: str, algebra: Algebra) -> None:
    assert where(text) == algebra


@pytest.mark.parametrize(
    ("text", "algebra"),
    [
        ("SELECT ?x { ?x :p ?y }", Project(XPY, (X,))),
        ("SELECT * { ?y :p ?x . [] :q ?z }",
         Project(bgp((Y, P, X), (Var(".b1"), Q, Z)), (X, Y, Z))),
        ("SELECT DISTINCT ?x { ?x :p ?y }", Distinct(Project(XPY, (X,)))),
        ("SELECT REDUCED ?x { ?x :p ?y }", Distinct(Project(XPY, (X,)))),
        (
            "SELECT DISTINCT ?x (?y + 1 AS ?z) { ?x :p ?y } ORDER BY ?z DESC(?y) LIMIT 2 OFFSET 1",
            Slice(
                Distinct(
                    Project(
                        OrderBy(
                            Extend(XPY, Z, Call("+", (Y, ONE))),
                            ((Z, False), (Y, True)),
                        ),
                        (X, Z),
                    )
                ),
                1,
                2,
            ),
        ),
        ("SELECT ?x {} OFFSET 3", Slice(Project(UNIT, (X,)), 3, None)),
        ("SELECT ?x {} LIMIT 0", Slice(Project(UNIT, (X,)), 0, 0)),
        ("SELECT ?x { ?x :p ?y } VALUES ?y { 1 }",
         Project(Join(XPY, Values((Y,), ((ONE,),))), (X,))),
        ("SELECT ?x { ?x :p ?y } HAVING (?y)", Project(Filter(XPY, Y), (X,))),
        (
            "SELECT (COUNT(*) AS ?z) { ?x :p ?y }",
            Project(
                Extend(
                    Group(XPY, (), ((Var(".a1"), Aggregate("COUNT", None, False)),)),
                    Z,
                    Var(".a1"),
                ),
                (Z,),
            ),
        ),
        # The same aggregate is taken once; GROUP BY and HAVING before VALUES.
        (
            "SELECT ?x (SUM(DISTINCT ?y) * 2 AS ?z) { ?x :p ?y } GROUP BY ?x"
            " HAVING (SUM(DISTINCT ?y) > 1) (MAX(?y) < 3) ORDER BY MIN(?y) VALUES ?x { 1 }",
            Project(
                OrderBy(
                    Extend(
                        Join(
                            Filter(
                                Group(
                                    XPY,
                                    ((X, X),),
                                    (
                                        (Var(".a1"), Aggregate("SUM", Y, True)),
                                        (Var(".a2"), Aggregate("MAX", Y, False)),
                                        (Var(".a3"), Aggregate("MIN", Y, False)),
                                    ),
                                ),
                                Call(
                                    "&&",
                                    (
                                        Call(">", (Var(".a1"), ONE)),
                                        Call("<", (Var(".a2"), THREE)),
                                    ),
                                ),
                            ),
                            Values((X,), ((ONE,),)),
                        ),
                        Z,
                        Call("*", (Var(".a1"), TWO)),
                    ),
                    ((Var(".a3"), False),),
                ),
                (X, Z),
            ),
        ),
        (
            "SELECT ?z { ?x :p ?y } GROUP BY (STR(?x) AS ?z) STR(?y) (?y)",
            Project(
                Group(
                    XPY,
                    ((Z, Call("STR", (X,))), (Var(".k1"), Call("STR", (Y,))), (Y, Y)),
                    (),
                ),
                (Z,),
            ),
        ),
        (
            "SELECT ?x { ?x :p ?y } GROUP BY ?x (?x) ?x",
            Project(Group(XPY, ((X, X),), ()), (X,)),
        ),
        # What is neither a key nor aggregated is sampled, but not a variable of SELECT.
        (
            "SELECT ?x (1 AS ?z) { ?x :p ?y } GROUP BY ?x HAVING (?y > ?x) ORDER BY ?y ?z",
            Project(
                OrderBy(
                    Extend(
                        Filter(
                            Group(
                                XPY,
                                ((X, X),),
                                ((Var(".a1"), Aggregate("SAMPLE", Y, False)),),
                            ),
                            Call(">", (Var(".a1"), X)),
                        ),
                        Z,
                        ONE,
                    ),
                    ((Var(".a1"), False), (Z, False)),
                ),
                (X, Z),
            ),
        ),
        (
            "SELECT (GROUP_CONCAT(?y ; separator = '\\t') AS ?z) { ?x :p ?y }",
            Project(
                Extend(
                    Group(
                        XPY, (), ((Var(".a1"), Aggregate("GROUP_CONCAT", Y, False, "\t")),)
                    ),
                    Z,
                    Var(".a1"),
                ),
                (Z,),
            ),
        ),
        # A subquery groups on its own.
        (
            "SELECT ?x ?z { ?x :r ?w { SELECT ?x (COUNT(?y) AS ?z) { ?x :p ?y } GROUP BY ?x } }",
            Project(
                Join(
                    bgp((X, R, W)),
                    Project(
                        Extend(
                            Group(
                                XPY,
                                ((X, X),),
                                ((Var(".a1"), Aggregate("COUNT", Y, False)),),
                            ),
                            Z,
                            Var(".a1"),
                        ),
                        (X, Z),
                    ),
                ),
                (X, Z),
            ),
        ),
    ],
)  # fmt: skip
def test_select(text: str, algebra: Algebra) -> None:
    assert select(text) == algebra


def test_select_keeps_the_order_of_its_variables_and_the_graphs_it_asks_for() -> None:
    query = parse_query("SELECT ?y (1 AS ?z) ?x FROM :g FROM NAMED :h { ?x :p ?y }", EX)
    assert isinstance(query, Select)
    assert query.variables == (Y, Z, X)
    assert query.dataset == ("<http://e/g>", "<http://e/h>")


def test_ask_with_modifiers() -> None:
    query = parse_query("ASK { ?x :p ?y } ORDER BY ?x LIMIT 1", EX)
    assert query == Ask(Slice(OrderBy(XPY, ((X, False),)), 0, 1))
