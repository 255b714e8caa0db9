"""The same facts in every serialisation, compressed or not, give the same graph and places."""

import bz2
import gzip
import lzma
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import XSD

from grondslag.intake import read_files
from grondslag.intake.formats import sniff

TURTLE = """\
@prefix ex: <http://example.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

ex:a a ex:Thing ;
    ex:name "één"@nl , "one"@en ;
    ex:count 007 , 1.50 , -2e3 , true ;
    ex:day "2026-02-30"^^xsd:date ;
    ex:part [ ex:name "b" ; ex:list ( 1 "two" ex:three ) ] .
_:x ex:see ex:a .
"""


@pytest.fixture(scope="module")
def reference() -> Graph:
    """The facts as rdflib reads them, independent of our reader."""
    return Graph().parse(data=TURTLE, format="turtle")


EXTENSIONS = {
    "ttl": "turtle",
    "trig": "trig",
    "nt": "nt",
    "nq": "nquads",
    "jsonld": "json-ld",
    "rdf": "xml",
}


@pytest.mark.parametrize("extension", EXTENSIONS)
@pytest.mark.parametrize("compression", ["", "gz", "bz2", "xz"])
def test_serialisations(tmp_path: Path, reference: Graph, extension: str, compression: str) -> None:
    from rdflib import Dataset as RdflibDataset

    if extension in ("trig", "nq"):
        named = RdflibDataset()
        target = named.graph(URIRef("http://example.org/g"))
        for triple in reference:
            target.add(triple)
        text = named.serialize(format=EXTENSIONS[extension])
    else:
        text = reference.serialize(format=EXTENSIONS[extension])
    data = text.encode()
    packed = {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress}.get(
        compression, lambda plain: plain
    )(data)
    file = tmp_path / f"data.{extension}{'.' + compression if compression else ''}"
    file.write_bytes(packed)
    read = read_files([str(file)])
    assert isomorphic(by_value(read.graph), by_value(reference))


def by_value(graph: Graph) -> Graph:
    """rdflib rewrites numbers such as 007 when it parses and writes; compare their values."""
    result = Graph()
    for s, p, o in graph:
        if isinstance(o, Literal) and o.datatype in (XSD.integer, XSD.decimal, XSD.double):
            o = Literal(repr(float(str(o))), datatype=o.datatype, normalize=False)
        result.add((s, p, o))
    return result


def test_lexical_forms_are_kept(tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    file.write_text(TURTLE)
    lexical = {str(o) for o in read_files([str(file)]).graph.objects()}
    assert {"007", "1.50", "-2e3", "2026-02-30"} <= lexical


def line_of(text: str, fragment: str) -> int:
    return next(n for n, line in enumerate(text.splitlines(), start=1) if fragment in line)


def test_turtle_triples_know_their_line(tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    file.write_text(TURTLE)
    dataset = read_files([str(file)])
    a = URIRef("http://example.org/a")
    for name, fragment in (("name", "ex:name"), ("day", "ex:day"), ("part", "ex:part")):
        path = URIRef(f"http://example.org/{name}")
        origin = dataset.locate(a, path, None)
        assert origin is not None and origin.line == line_of(TURTLE, fragment)
    missing = dataset.locate(a, URIRef("http://example.org/absent"), None)
    assert missing is not None and missing.line == line_of(TURTLE, "ex:a a ex:Thing")


def test_lines_in_long_strings_count(tmp_path: Path) -> None:
    text = '<http://e/a> <http://e/p> """one\ntwo\nthree""" ;\n <http://e/q> "x" .\n'
    file = tmp_path / "a.ttl"
    file.write_text(text)
    origin = read_files([str(file)]).locate(URIRef("http://e/a"), URIRef("http://e/q"), None)
    assert origin is not None and origin.line == 4


def test_json_ld_and_rdf_xml_know_the_line_of_a_subject(tmp_path: Path) -> None:
    json_ld = (
        '{\n "@context": {"ex": "http://e/"},\n "@graph": [\n  {"@id": "ex:a", "ex:p": 1}\n ]\n}'
    )
    xml = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">\n'
        '<rdf:Description rdf:about="http://e/a">\n<e:p>1</e:p>\n</rdf:Description>\n</rdf:RDF>'
    )
    for name, text, line in (("a.jsonld", json_ld, 4), ("a.rdf", xml, 2)):
        file = tmp_path / name
        file.write_text(text)
        origin = read_files([str(file)]).locate(URIRef("http://e/a"), URIRef("http://e/p"), None)
        assert origin is not None and origin.line == line


def test_blank_nodes_are_named_alike_in_every_run(tmp_path: Path) -> None:
    for name, text in (
        ("a.ttl", TURTLE),
        ("a.nt", "_:q <http://e/p> _:r .\n_:r <http://e/p> _:q .\n"),
    ):
        file = tmp_path / name
        file.write_text(text)
        first, second = (set(read_files([str(file)]).graph) for _ in range(2))
        assert first == second


TRICKY = r"""
@prefix : <http://x/> . @prefix a.b: <http://y/> . PREFIX q: <http://z#>
:a a :B ; :p 1, 2.5, -3e4, .5, "x"@nl-NL, "y\"é\n"^^:dt , '''it's "quoted" \'''' ,
  ''' ''' ; ; :q [] , () .
[ :x :y ] . [] :p q:b\,c , a.b:c.d , :x%20y . _:b1.x :k _:b1.x . (1 [ :in ( ) ]) :p true .
:g { :a :b :c . :d :e 5. } GRAPH :h { :k :l :m } { :n :o :p }
:ünï :p :0 , :a-b , :a.b.c , q: , : .
"""


def test_position_reader_agrees_with_oxigraph_on_tricky_syntax() -> None:
    import pyoxigraph as ox

    from grondslag.dataset.store import from_oxigraph
    from grondslag.intake.turtle import TurtleReader

    ours, theirs = Graph(), Graph()
    lines: list[int] = []

    def emit(s: object, p: object, o: object, line: int) -> None:
        ours.add((s, p, o))  # type: ignore[arg-type]
        lines.append(line)

    TurtleReader(TRICKY, emit, "b").read()  # type: ignore[arg-type]
    quads = list(ox.parse(TRICKY, ox.RdfFormat.TRIG))
    for quad in quads:
        theirs.add(tuple(map(from_oxigraph, (quad.subject, quad.predicate, quad.object))))  # type: ignore[arg-type]
    assert len(lines) == len(quads)
    assert isomorphic(ours, theirs)
    assert lines == sorted(lines)


@pytest.mark.parametrize("extension", ["ttl", "nt", "jsonld", "rdf"])
def test_a_byte_order_mark_is_no_error(tmp_path: Path, reference: Graph, extension: str) -> None:
    file = tmp_path / f"a.{extension}"
    file.write_bytes(b"\xef\xbb\xbf" + reference.serialize(format=EXTENSIONS[extension]).encode())
    assert len(read_files([str(file)]).graph) == len(reference)


@pytest.mark.parametrize("base", ["urn:ex:reg/", "tag:e,2026:x/", "http://e/d/", "http://e/d/f#g"])
def test_relative_addresses_are_those_of_oxigraph(tmp_path: Path, base: str) -> None:
    import pyoxigraph as ox

    text = f"@base <{base}> .\n<b> <#p> <../c> , <> , <d/e> .\n"
    file = tmp_path / "a.ttl"
    file.write_text(text)
    expected = {quad.object.value for quad in ox.parse(text, ox.RdfFormat.TURTLE)}  # type: ignore[union-attr]
    assert {str(o) for o in read_files([str(file)]).graph.objects()} == expected


def test_a_reference_is_not_a_description(tmp_path: Path) -> None:
    text = (
        '[\n {"@id": "http://e/a",\n  "http://e/p": {"@id": "http://e/b"}},\n'
        ' {"@id": "http://e/b", "http://e/q": 1}\n]'
    )
    xml = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/"\n'
        ' xml:base="http://e/">\n<!-- rdf:about="http://e/b" -->\n'
        '<rdf:Description rdf:about="b"><e:q>1</e:q></rdf:Description>\n</rdf:RDF>'
    )
    for name, content, line in (("a.jsonld", text, 4), ("a.rdf", xml, 4)):
        file = tmp_path / name
        file.write_text(content)
        origin = read_files([str(file)]).locate(URIRef("http://e/b"), None, None)
        assert origin is not None and origin.line == line


@pytest.mark.parametrize(
    ("start", "name"),
    [
        ('<http://e/a> <http://e/b> "x y"@nl <http://e/g> .\n', "N-Quads"),
        (
            "# first\n<http://e/a> <http://e/b> _:c .\n_:c <http://e/b> <http://e/d> _:g .\n",
            "N-Quads",
        ),
        ("<urn:a> <urn:b> <urn:c> <urn:g>.\r\n", "N-Quads"),
        ('<http://e/a> <http://e/b> "1"^^<http://e/t> <http://e/g> .\n', "N-Quads"),
        ('<http://e/a> <http://e/b> "x <http://e/c> ." .\n', "Turtle"),
        ("<http://e/a> <http://e/b> <http://e/c> .\n", "Turtle"),
        ("<http://e/a> <http://e/b> <http://e/c> ,\n <http://e/d> .\n", "Turtle"),
        ("<tag:e,2026:a> a <http://e/c> .\n", "Turtle"),
        ("<http://e/a> <http://e/b> <http://e/c> <http://e/g> and more", "Turtle"),
    ],
)
def test_the_first_lines_tell_the_format(start: str, name: str) -> None:
    kind = sniff(start.encode())
    assert kind is not None and kind.name == name


def test_html_is_no_turtle() -> None:
    assert sniff(b"<html>\n<body>") is None
