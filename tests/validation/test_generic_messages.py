"""Messages of shapes that declare none: quick for long lists, the same in every process."""

import os
import subprocess
import sys
from time import perf_counter

from rdflib import Graph

from grondslag.validation.columnar import assess

PREFIXES = """\
@prefix e: <http://e/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""
#: One shape for each component that names several values or a list.
SHAPES = (
    PREFIXES
    + """
e:S a sh:NodeShape ; sh:targetNode e:a ;
  sh:class e:K3 , e:K1 , e:K2 ;
  sh:not [ sh:nodeKind sh:IRI ] , [ sh:minLength 1 ] , [ sh:hasValue e:a ] ;
  sh:or ( [ sh:class e:N1 ] [ sh:class e:N2 ] ) , ( [ sh:class e:N3 ] [ sh:class e:N4 ] ) ;
  sh:property [ sh:path e:p ;
    sh:in ( e:v9 e:v1 e:v5 e:v1 "a" "B"@nl 7 e:v3 ) ;
    sh:hasValue e:h2 , e:h1 , e:h3 ; sh:equals e:q3 , e:q1 , e:q2 ; sh:disjoint e:r , e:s ;
    sh:lessThan e:q1 , e:q2 ; sh:node e:M2 , e:M1 ] .
e:M1 a sh:NodeShape ; sh:nodeKind sh:Literal .
e:M2 a sh:NodeShape ; sh:nodeKind sh:BlankNode .
"""
)
DATA = PREFIXES + "e:a e:p e:w ; e:q1 e:x ; e:q2 e:y ; e:r e:w ; e:s e:w ."
SHOW = """
import sys
from rdflib import Graph
from grondslag.validation.columnar import assess
shapes, data = (Graph().parse(data=each, format="turtle") for each in sys.argv[1:])
for each in assess(data, shapes).results:
    print(each.component, each.value, each.messages)
"""


def shown(seed: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", SHOW, SHAPES, DATA],
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        check=True,
        text=True,
    ).stdout


def test_messages_are_the_same_whatever_the_order_of_sets() -> None:
    first = shown("1")
    assert first == shown("2") == shown("3")
    assert "Value class is not in classes (e:K1, e:K2, e:K3)" in first
    listed = "['e:v9', 'e:v1', 'e:v5', 'Literal(\"a\")'"
    assert listed in first.replace("\\'", "'")


def test_a_long_list_is_written_once_for_all_results() -> None:
    members = " ".join(f"e:v{number}" for number in range(2000))
    shapes = (
        f"{PREFIXES} e:S sh:targetSubjectsOf e:p ; sh:property [ sh:path e:p ; sh:in ({members}) ]."
    )
    data = PREFIXES + "".join(f"e:a{number} e:p e:w{number} .\n" for number in range(2000))
    graphs = [Graph().parse(data=each, format="turtle") for each in (data, shapes)]
    start = perf_counter()
    results = assess(*graphs).results
    # Written for each result, 2,000 times 2,000 members take more than a minute.
    assert perf_counter() - start < 20
    assert len(results) == 2000
    for each in results:
        ((text, _),) = each.messages
        assert text.startswith(
            f"Value e:{str(each.value)[len('http://e/') :]} not in list ['e:v0', "
        )
