"""A document that is cut, wherever that is, means what it means as a whole, or is read whole."""

import re
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pyoxigraph as ox
import pytest

from grondslag.columns import reading, reading_parallel, reading_split
from grondslag.columns.reading import read_rows
from grondslag.columns.reading_lines import batches
from grondslag.columns.reading_merge import Merger
from grondslag.columns.reading_parallel import ChildFailed, without_ending
from grondslag.columns.reading_source import Document
from grondslag.columns.reading_split import Part, Plan, plan
from grondslag.columns.terms import Terms

TURTLE, TRIG, JSON_LD = ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG, ox.RdfFormat.JSON_LD

HEAD = b"@base <http://a.example/> .\n@prefix : <#> .\n@prefix p: <http://p.example/> .\n"

TURTLE_DOCUMENTS = {
    "plain": HEAD + b":a p:b :c .\n<d> p:b 1 , 2.5 .\n_:x p:b _:y .\n_:y p:b _:x .\n",
    "lists": HEAD + b':a p:b [ p:c "x" ;\n p:d ( 1 2\n 3 ) ] ;\n p:e "y"@nl-NL .\n:z p:b [] .\n',
    "text that looks like statements": HEAD
    + b':a p:b """one .\n<http://x.example/> p:b :c .\n:d p:e :f .\n""" .\n:g p:h \'\'\'x .\n'
    + b':i p:j """k""" .\n\'\'\' .\n:l p:m "n .", "\\"" .\n',
    "comments": HEAD
    + b':a p:b :c . # it says """ .\n# :x p:y :z .\n:d p:e :f . # " .\n:g p:h :i .\n',
    "a prefix changes": HEAD
    + b":a p:b :c .\n@prefix p: <http://q.example/> .\n:d p:b :e .\n:f p:b :g .\n",
    "a prefix changes back": HEAD
    + b":a p:b :c .\nPREFIX p: <http://q.example/>\n:d p:b :e .\n"
    + b"PREFIX p: <http://p.example/>\n:f p:b :g .\n",
    "the base changes": HEAD + b"<a> p:b <c> .\n@base <deeper/> .\n<d> p:b <e> .\n<f> p:b <g> .\n",
    "a prefix comes late": HEAD + b":a p:b :c .\n@prefix q: <q#> .\nq:d p:b q:e .\nq:f p:b q:g .\n",
    "a prefix is never declared": HEAD + b":a p:b :c .\n:d p:b :e .\nq:f p:b :g .\n:h p:b :i .\n",
    "the last dot is missing": HEAD + b":a p:b :c .\n:d p:b :e .\n:f p:b :g\n",
    "a dot is missing": HEAD + b":a p:b :c .\n:d p:b :e\n:f p:b :g .\n:h p:b :i .\n",
    "one statement": HEAD + b":a p:b :c ;\n  p:d :e ;\n  p:f :g .\n",
    "carriage returns": HEAD.replace(b"\n", b"\r\n") + b":a p:b :c .\r\n:d p:b :e .\r\n",
    "letters": HEAD + ':caf\u00e9 p:b "\U0001f600" .\n:d p:b "\u00e9" .\n'.encode(),
    "wrong letters": HEAD + b':a p:b :c .\n:d p:b "\xff" .\n:f p:b :g .\n',
}

TRIG_DOCUMENTS = {
    "graphs": HEAD
    + b":g {\n:a p:b :c .\n}\n:h {\n:d p:b _:x .\n}\n_:x p:b :e .\n_:g { :a :b :c }\n",
    "one graph": HEAD + b"GRAPH :g {\n:a p:b :c .\n:d p:b :e .\n}\n",
    "text with braces": HEAD + b':g {\n:a p:b """ .\n}\n:h {\n""" .\n}\n:h {\n:d p:b :e .\n}\n',
    "one graph with much in it": HEAD
    + b':g {\n  :a p:b [ p:c ( 1\n2 ) ] ;\n p:d """ .\n:x p:y :z .\n""" .\n  # no .\n'
    + b"  :d p:b :e,\n:f .\n:h\np:i\n:j .\n[ p:k :l\n]\n.\n :m p:n :o . :p p:q\n:r . }\n",
    "a graph, another, the first again": HEAD
    + b":g {\n:a p:b :c .\n:d p:e :f .\n} :h {\n:a p:b :c .\n:d p:e :f .\n} :g {\n:a p:b :k .\n}\n",
    "blank node as a graph": HEAD + b"_:g {\n:a p:b _:g .\n:d p:e _:h .\n:i p:j _:g .\n}\n",
    "graph without a name": HEAD + b"[] {\n:a p:b :c .\n:d p:e :f .\n}\n",
    "a dot is missing in a graph": HEAD + b":g {\n:a p:b :c .\n:d p:e :f\n# .\n:g p:h :i .\n}\n",
    "two braces": HEAD + b":g {\n:a p:b :c .\n}\n}\n:h {\n:d p:b :e .\n}\n",
}

OBJECT = (
    b'{"@id": "http://a.example/%d", "http://p.example/b": [{"@id": "_:b%d"}, {"@value": 1.0}]}'
)
LIST = b"[\n" + b",\n".join(OBJECT % (each, each % 3) for each in range(6)) + b"\n]\n"
CONTEXT = b'{"@context": {"p": "http://p.example/", "t": {"@id": "p:t", "@container": "@list"}},'
NODES = b",\n".join(
    b'{"@id": "p:%d", "t": [{"@id": "_:b"}, "x},{"], "p:u": {"@list": [{"@id": "p:z"}, {}]}}' % each
    for each in range(6)
)

JSON_DOCUMENTS = {
    "list": LIST,
    "empty list": b"[]",
    "list with text like JSON": LIST.replace(b"1.0", b'"},{\\"@id\\": \\"},{"'),
    "graph": CONTEXT + b'"@graph": [' + NODES + b"]}",
    "graph with another list behind it": CONTEXT
    + b'"@graph": ['
    + NODES
    + b'], "p:more": ['
    + NODES
    + b"]}",
    "graph twice": CONTEXT + b'"@graph": [' + NODES + b'], "@graph": [' + NODES + b"]}",
    "graph that has a name": b'{"@id": "http://g.example/",'
    + CONTEXT[1:]
    + b'"@graph": ['
    + NODES
    + b"]}",
    "two documents": LIST + LIST,
    "comma too many": LIST.replace(b"\n]", b",\n]"),
    "comma missing": LIST.replace(b"}]},\n", b"}]}\n", 1),
    "contexts inside": b"[" + b", ".join([CONTEXT + b'"@graph": [' + NODES + b"]}"] * 3) + b"]",
    "remote context": b'[{"@id": "p:a"}, {"@context": "http://c.example/"}, {"@id": "p:b"}]',
}


class Here:
    """What stands for a child process: the same parsing, in this one."""

    def __init__(self, document: Document, part: Part, syntax: ox.RdfFormat) -> None:
        body = b"".join(document.blocks(part.start, part.end))
        self._quads = ox.parse(part.head + body + part.tail, format=syntax)
        self._ending = part.ending
        self.state: dict[str, object] | None = None

    def batches(self) -> Iterator[bytes]:
        return without_ending(self._batches(), self._ending)

    def _batches(self) -> Iterator[bytes]:
        try:
            yield from batches(self._quads)
        except (SyntaxError, ValueError) as error:
            raise ChildFailed from error
        self.state = {"prefixes": self._quads.prefixes, "base": self._quads.base_iri}


def read(data: bytes, syntax: ox.RdfFormat) -> object:
    terms = Terms()
    try:
        rows = read_rows(terms, data, syntax, 0, graphs=True)
    except SyntaxError as error:
        return error.msg, error.lineno, error.offset
    assert rows.graph is not None
    return in_words(terms, rows)


def in_words(terms: Terms, rows: object) -> list[tuple[str, ...]]:
    columns = (rows.subject, rows.predicate, rows.object, rows.graph)  # type: ignore[attr-defined]
    return [
        tuple("" if number < 0 else terms.token(number) for number in row)
        for row in zip(*(column.tolist() for column in columns), strict=True)
    ]


def read_in_parts(data: bytes, syntax: ox.RdfFormat, parts: Plan) -> object:
    """Return what the parts say, or None when they are found not to be the whole."""
    terms, document = Terms(), Document(data)
    merger = Merger(terms, 0, graphs=True)
    children = [Here(document, part, syntax) for part in parts.parts]
    ahead = SimpleNamespace(plan=parts, children=children)
    if not reading._from_children(merger, ahead, graphs=syntax != TURTLE):
        return None
    return in_words(terms, merger.rows())


ANYWHERE = re.compile(b"(?s).")


def cut_anywhere(
    data: bytes, syntax: ox.RdfFormat, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Plan]:
    """Plans with a cut at each line end, or each comma between objects, in turn."""
    monkeypatch.setattr(reading_split, "_AFTER_STATEMENT", ANYWHERE)
    # No look at what follows: the proof alone has to be enough.
    monkeypatch.setattr(reading_split, "_STATEMENTS", 0)
    for place in range(len(data)):
        monkeypatch.setattr(reading_split, "_targets", lambda *_, at=place: [at])
        if syntax == JSON_LD:
            if not re.match(rb",\s*\{", data[place:]) or not data[:place].rstrip().endswith(b"}"):
                continue
            monkeypatch.setattr(reading_split, "_comma_at_top", lambda *_: 0)
        elif data[place : place + 1] != b"\n":
            continue
        # Between statements or graphs, for which TriG looks back as well; then inside a graph.
        reach = len(data) // 16 if syntax == TRIG else 0
        for name, other, back in (
            ("_AFTER_GRAPH", "_IN_GRAPH", reach),
            ("_IN_GRAPH", "_AFTER_GRAPH", 0),
        ):
            monkeypatch.setattr(reading_split, "_targets", lambda *_, at=place + back: [at])
            monkeypatch.setattr(reading_split, name, ANYWHERE)
            monkeypatch.setattr(reading_split, other, re.compile(b"(?!)"))
            parts = plan(Document(data), syntax, 2)
            if len(parts.parts) > 1:
                yield parts


CASES = [
    *((TURTLE, name, data) for name, data in TURTLE_DOCUMENTS.items()),
    *((TRIG, name, data) for name, data in {**TURTLE_DOCUMENTS, **TRIG_DOCUMENTS}.items()),
    *((JSON_LD, name, data) for name, data in JSON_DOCUMENTS.items()),
]
# Documents of which no cut at all is good.
NEVER = {"remote context", "a prefix is never declared", "two documents"}
NEVER |= {"wrong letters", "a dot is missing", "the last dot is missing", "empty list"}
NEVER |= {
    "two braces",
    "comma too many",
    "comma missing",
    "a dot is missing in a graph",
    "graph twice",
    "graph that has a name",
}
NEVER |= {"graph with another list behind it"}


@pytest.mark.parametrize(
    ("syntax", "name", "data"), CASES, ids=[f"{case[0].name}-{case[1]}" for case in CASES]
)
def test_a_cut_is_right_or_is_found_out(
    syntax: ox.RdfFormat, name: str, data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = read(data, syntax)
    good = 0
    for parts in cut_anywhere(data, syntax, monkeypatch):
        result = read_in_parts(data, syntax, parts)
        assert result in (None, whole), parts
        good += result is not None
    assert (good == 0) == (name in NEVER)


def turtle(count: int) -> bytes:
    return HEAD + b"".join(
        b':s%d p:b "text %d .\\n" ;\n  p:c [ p:d :s%d ] .\n_:n%d p:e _:n%d .\n'
        % (each, each, each + 1, each, each // 2)
        for each in range(count)
    )


def trig(count: int) -> bytes:
    return HEAD + b"".join(
        b":g%d {\n  :s%d p:b :o, _:n .\n}\n" % (each, each) for each in range(count)
    )


def json_ld(count: int) -> bytes:
    return CONTEXT + b'"@graph": [' + b",".join([NODES] * (count // 5)) + b"]}"


def turtle_in_text(count: int) -> bytes:
    return HEAD + b"".join(
        b':s%d p:b """one .\n<two> three .\n:four p:b""" .\n\n' % each for each in range(count)
    )


def one_graph(count: int) -> bytes:
    return HEAD + b":g {\n" + turtle(count).removeprefix(HEAD) + b"}\n"


GENERATED = {TURTLE: turtle, TRIG: trig, JSON_LD: json_ld}
ORDINARY = [*GENERATED.items(), (TRIG, one_graph), (TRIG, turtle), (TURTLE, turtle_in_text)]


@pytest.mark.parametrize(("syntax", "generate"), ORDINARY)
@pytest.mark.parametrize("count", [2, 3])
def test_large_ordinary_documents_are_cut(
    syntax: ox.RdfFormat, generate: Callable[[int], bytes], count: int
) -> None:
    data = generate(3000)
    parts = plan(Document(data), syntax, count).parts
    assert len(parts) == count
    sizes = [part.end - part.start for part in parts]
    assert min(sizes) > len(data) / count * 0.8
    assert read_in_parts(data, syntax, plan(Document(data), syntax, count)) == read(data, syntax)


def test_json_objects_larger_than_what_is_looked_at_are_not_cut() -> None:
    big = b'{"@id": "p:a", "p:b": [%s]}' % b",".join([b'{"@id": "p:c"}'] * 50_000)
    assert len(plan(Document(b"[%s,%s]" % (big, big)), JSON_LD, 2).parts) == 1


def test_indented_json_is_cut_where_the_indentation_is_that_of_the_first_members() -> None:
    inner = b",\n      ".join([b'{"@id": "p:c"}'] * 8_000)
    members = [b'{"@id": "p:a"}', b'{"@id": "p:b", "p:b": [\n      %s]}' % inner, b'{"@id": "p:d"}']
    data = b"[\n  %s\n]" % b",\n  ".join(members * 2)
    parts = plan(Document(data), JSON_LD, 2)
    assert len(parts.parts) == 2
    assert data[parts.parts[1].start :].startswith(b'\n  {"@id": "p:d"}')


@pytest.fixture
def with_children(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two processors, and no document that is too small for children or read without them."""
    monkeypatch.setattr(reading_parallel, "SMALL", 0)
    monkeypatch.setattr(reading_parallel, "_cores", lambda: 2)
    monkeypatch.setattr(reading_parallel, "looks_usual", lambda _: False)


def no_parser(*_: object) -> None:
    raise AssertionError("the children should have been enough")


@pytest.mark.usefixtures("with_children")
@pytest.mark.parametrize("syntax", [TURTLE, TRIG, JSON_LD])
def test_children_read_what_one_process_reads(
    syntax: ox.RdfFormat, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = GENERATED[syntax](1500)
    with monkeypatch.context() as alone:
        alone.setattr(reading_parallel, "SMALL", 1 << 40)
        expected = read(data, syntax)
    monkeypatch.setattr(reading, "_from_parser", no_parser)
    assert read(data, syntax) == expected
    assert read(data, syntax) == expected


@pytest.mark.usefixtures("with_children")
def test_an_error_in_any_part_has_the_line_of_the_whole() -> None:
    lines = turtle(1500).splitlines(keepends=True)
    for place in (1000, 4000):
        broken = [*lines[:place], b":x :y .\n", *lines[place:]]
        with pytest.raises(SyntaxError) as expected:
            list(ox.parse(b"".join(broken), format=TURTLE))
        with pytest.raises(SyntaxError) as caught:
            read_rows(Terms(), b"".join(broken), TURTLE, 0, "name.ttl")
        assert caught.value.msg == expected.value.msg
        assert caught.value.lineno == expected.value.lineno
        assert caught.value.filename == "name.ttl"


@pytest.mark.usefixtures("with_children")
def test_a_child_that_dies_is_done_without(monkeypatch: pytest.MonkeyPatch) -> None:
    data = turtle(1500)
    with monkeypatch.context() as alone:
        alone.setattr(reading_parallel, "SMALL", 1 << 40)
        expected = read(data, TURTLE)
    ahead = reading_parallel.start(data, TURTLE)
    assert ahead is not None
    processes = [child._process for child in ahead.children]
    processes[1].kill()
    terms = Terms()
    rows = read_rows(terms, data, TURTLE, 0, graphs=True, ahead=ahead)
    assert in_words(terms, rows) == expected
    assert all(process.returncode is not None for process in processes)


@pytest.mark.usefixtures("with_children")
def test_without_an_interpreter_the_document_is_read_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reading_parallel.sys, "executable", "/no/such/interpreter")
    assert reading_parallel.start(turtle(10), TURTLE) is None
    assert len(read(turtle(10), TURTLE)) == 40  # type: ignore[arg-type]


@pytest.mark.usefixtures("with_children")
def test_children_that_nobody_reads_are_ended() -> None:
    ahead = reading_parallel.start(turtle(50_000), TURTLE)
    assert ahead is not None
    ahead.close()
    ahead.close()
    assert all(child._process.returncode is not None for child in ahead.children)
    assert not any(thread.is_alive() for child in ahead.children for thread in child._threads)
