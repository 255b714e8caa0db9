"""The command ``python -m grondslag.bench``."""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

from grondslag.bench import graphs, tables
from grondslag.bench.engines import DEFAULT_ENGINES, ENGINES
from grondslag.bench.graphs import Graph
from grondslag.bench.measure import Limits, Measurement, blank, compared, measure
from grondslag.bench.peers import PEERS, install_peers
from grondslag.bench.rows import Row

COMMANDS = ("run", "formats", "incremental", "generate", "peers")

_OWN = ("ours", "parse")
#: Generated graphs end a little above the size that was asked for.
_MARGIN = 1.1
#: Fewer triples do not hold one thing of every kind.
_SMALLEST = 1000


@dataclass
class Bench:
    """One session of measuring: where files go, the limits, and what was measured so far."""

    work: Path
    peers: Path
    limits: Limits
    others_up_to: int
    say: Callable[[str], None]
    measurements: list[Measurement] = field(default_factory=list)
    sources: dict[str, str] = field(default_factory=dict)

    def run(self, graph: Graph, names: list[str], reference: str) -> None:
        """Run engines on one graph, compare what they found, and keep the measurements.

        Args:
            graph: what to check.
            names: of the engines, in order.
            reference: the engine that is believed when it is not known what must be found; if
                it did not finish, ours is.
        """
        self.say(f"{graph.family}, {graphs.size_name(graph.triples)} triples ({graph.data.name})")
        outcomes: list[tuple[Measurement, list[Row] | None]] = []
        for name in names:
            outcome = self._one(graph, name)
            self.say(f"  {name}: {self._brief(outcome[0])}")
            outcomes.append(outcome)
        expected, source = self._expected(graph, outcomes, reference)
        self.sources.setdefault(graph.family, source)
        for measurement, rows in outcomes:
            told = measurement if expected is None else compared(measurement, rows, expected)
            if told.difference is not None:
                self.say(f"  {told.engine}: {tables.agreement(told)}")
            self.measurements.append(told)

    def reference(self, data: Path, shapes: Path) -> list[Row] | None:
        """Run pySHACL once to know what must be found."""
        self.say(f"pySHACL on {data.name}, to know what must be found")
        graph = Graph("reference", 0, data, shapes)
        once = Limits(repeat=1, timeout=max(self.limits.timeout, 3600.0))
        return measure(ENGINES["pyshacl"], graph, self.work, self.peers, once)[1]

    def _one(self, graph: Graph, name: str) -> tuple[Measurement, list[Row] | None]:
        if name not in _OWN and graph.triples > self.others_up_to * _MARGIN:
            detail = f"above {graphs.size_name(self.others_up_to)} triples"
            return blank(ENGINES[name], graph, "left out", detail), None
        for each in self.measurements:
            smaller = each.family == graph.family and each.triples < graph.triples
            if smaller and each.engine == name and each.status == "stopped":
                detail = f"stopped at {graphs.size_name(each.triples)}"
                return blank(ENGINES[name], graph, "left out", detail), None
        return measure(ENGINES[name], graph, self.work, self.peers, self.limits)

    @staticmethod
    def _expected(
        graph: Graph, outcomes: list[tuple[Measurement, list[Row] | None]], reference: str
    ) -> tuple[list[Row] | None, str]:
        if graph.expected is not None:
            return list(graph.expected), graph.source
        for name in (reference, "ours"):
            for measurement, rows in outcomes:
                if measurement.engine == name and rows is not None:
                    return rows, measurement.title
        return None, ""

    @staticmethod
    def _brief(each: Measurement) -> str:
        if each.status != "ran":
            return f"{each.status} {each.detail}".strip()
        return f"{tables.seconds(each.wall)} s, {each.peak / 2**20:,.0f} MB"


def main(arguments: list[str] | None = None) -> int:
    """Run the command and return its exit code."""
    words = sys.argv[1:] if arguments is None else arguments
    # Measuring is what the command is for, so that word may be left out.
    if not words or (words[0] not in COMMANDS and words[0] not in ("-h", "--help")):
        words = ["run", *words]
    chosen = _parser().parse_args(words)
    for each in _unusable(chosen):
        _say(each)
        return 2
    return int(chosen.act(chosen))


def _unusable(chosen: argparse.Namespace) -> Iterator[str]:
    """Say what would fail only at the end of long work, or make it pointless."""
    if (getattr(chosen, "data", None) is None) != (getattr(chosen, "shapes", None) is None):
        yield "--data and --shapes belong together"
    for name in ("data", "shapes"):
        given: Path | None = getattr(chosen, name, None)
        if given is not None and not given.is_file():
            yield f"--{name} {given}: there is no such file"
    outputs: list[Path] = getattr(chosen, "output", [])
    if chosen.act is _generate:
        outputs = [chosen.file]
    for file in outputs:
        if file.is_dir() or not file.parent.is_dir():
            yield f"{file} cannot be written: it is a folder, or is in a folder that does not exist"


def _size(text: str) -> int:
    """Read a number of triples.

    Raises:
        argparse.ArgumentTypeError: when it is too small to measure anything.
    """
    size = int(float(text))
    if size < _SMALLEST:
        raise argparse.ArgumentTypeError(f"{text}: at least {_SMALLEST} triples")
    return size


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text}: at least 1")
    return number


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m grondslag.bench", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="|".join(COMMANDS))
    run = commands.add_parser("run", help="measure engines; may be left out")
    run.add_argument("--sizes", nargs="+", type=_size, default=[10**4, 10**5], metavar="N")
    run.add_argument(
        "--graphs", nargs="+", choices=["register", "ministries"], default=["register"],
        help="what to generate",
    )  # fmt: skip
    run.add_argument("--data", type=Path, help="a file to check instead of a generated graph")
    run.add_argument("--shapes", type=Path, help="the shapes for --data")
    run.add_argument("--core", action="store_true", help="leave out SPARQL constraints")
    run.add_argument("--engines", nargs="+", choices=list(ENGINES), default=list(DEFAULT_ENGINES))
    run.add_argument(
        "--others-up-to", type=_size, default=10**6, metavar="N",
        help="larger graphs are for ours and the bare parse alone (1e6)",
    )  # fmt: skip
    run.add_argument(
        "--reference", choices=list(ENGINES), default="pyshacl",
        help="the engine that is believed about --data",
    )  # fmt: skip
    run.set_defaults(act=_run)
    formats = commands.add_parser("formats", help="measure parse and check per format")
    formats.add_argument("--sizes", nargs="+", type=_size, default=[10**5], metavar="N")
    formats.set_defaults(act=_formats, others_up_to=0)
    edits = commands.add_parser("incremental", help="measure edits of a loaded graph")
    edits.add_argument("--sizes", nargs="+", type=_size, default=[10**5], metavar="N")
    edits.add_argument(
        "--edits", type=_positive, default=60, help="mistakes made and taken back (60)"
    )
    edits.set_defaults(act=_incremental)
    for each in (run, formats):
        each.add_argument("--repeat", type=_positive, default=3, help="runs per engine (3)")
        each.add_argument("--timeout", type=float, default=600.0, help="seconds per run (600)")
        each.add_argument("--peers", type=Path, default=Path("peers"), help="where peers are")
    for each in (run, formats, edits):
        each.add_argument("--work", type=Path, help="folder for graphs and reports")
        each.add_argument(
            "--output", type=Path, nargs="+", default=[], help="files to write: .md or .json"
        )
    generate = commands.add_parser("generate", help="only write a graph")
    generate.add_argument("graph", choices=["register", "ministries"])
    generate.add_argument("size", type=_size)
    generate.add_argument("file", type=Path)
    generate.set_defaults(act=_generate)
    peers = commands.add_parser("peers", help="install the engines of others")
    peers.add_argument("--dir", type=Path, default=Path("peers"))
    peers.add_argument("--only", nargs="+", choices=[each.name for each in PEERS])
    peers.set_defaults(act=_peers)
    return parser


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


@contextmanager
def _work(chosen: argparse.Namespace) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="grondslag-bench-") as temporary:
        work: Path = chosen.work or Path(temporary)
        work.mkdir(parents=True, exist_ok=True)
        yield work.resolve()


@contextmanager
def _bench(chosen: argparse.Namespace) -> Iterator[Bench]:
    limits = Limits(repeat=chosen.repeat, timeout=chosen.timeout)
    with _work(chosen) as work:
        yield Bench(work, chosen.peers.resolve(), limits, chosen.others_up_to, _say)


def _write(texts: dict[str, str], files: list[Path]) -> None:
    for file in files:
        file.write_text(texts[".json" if file.suffix == ".json" else ".md"], encoding="utf-8")


def _run(chosen: argparse.Namespace) -> int:
    with _bench(chosen) as bench:
        for graph in _graphs(chosen, bench):
            bench.run(graph, chosen.engines, chosen.reference)
            if chosen.data is None and chosen.work is None:
                graph.data.unlink()
        text = tables.markdown(bench.measurements, bench.sources, date.today())
        print(text)
        texts = {".md": text, ".json": tables.as_json(bench.measurements, date.today())}
        _write(texts, chosen.output)
    return 0


def _graphs(chosen: argparse.Namespace, bench: Bench) -> Iterator[Graph]:
    if chosen.data is not None:
        data, shapes = chosen.data.resolve(), chosen.shapes.resolve()
        shapes = graphs.core_shapes(shapes, bench.work) if chosen.core else shapes
        yield graphs.given_graph(data, shapes)
        return
    for family in chosen.graphs:
        for size in sorted(chosen.sizes):
            if family == "register":
                yield graphs.register_graph(bench.work, size, chosen.core)
            else:
                yield graphs.ministries_graph(bench.work, size, bench.reference)


def _formats(chosen: argparse.Namespace) -> int:
    with _bench(chosen) as bench:
        parts = []
        for size in sorted(chosen.sizes):
            first = len(bench.measurements)
            graph = graphs.register_graph(bench.work, size)
            bench.run(graph, ["parse", "ours"], "ours")
            for suffix in graphs.FORMATS:
                bench.run(graphs.in_format(graph, suffix), ["parse", "ours"], "ours")
            measured = tables.formats_table(bench.measurements[first:])
            parts.append(f"### Formats, {graphs.size_name(graph.triples)} triples\n\n{measured}\n")
        text = "\n".join(parts)
        print(text)
        texts = {".md": text, ".json": tables.as_json(bench.measurements, date.today())}
        _write(texts, chosen.output)
    return 0


def _incremental(chosen: argparse.Namespace) -> int:
    # What the engines of others need is not loaded for this, and the other way round.
    from grondslag.bench.incremental import edits_table, measure_edits

    with _work(chosen) as work:
        measured = []
        for size in sorted(chosen.sizes):
            _say(f"edits of a register of {graphs.size_name(size)} triples")
            measured.append(measure_edits(work, size, chosen.edits))
    text = f"### Edits of a loaded graph\n\n{edits_table(measured)}\n"
    print(text)
    said = json.dumps([asdict(each) for each in measured], indent=1) + "\n"
    _write({".md": text, ".json": said}, chosen.output)
    return 0 if all(each.equal and not each.wrong for each in measured) else 1


def _generate(chosen: argparse.Namespace) -> int:
    if chosen.graph == "register":
        from grondslag.bench.register import write_register

        _say(f"{write_register(chosen.file, chosen.size).triples:,} triples")
    else:
        from grondslag.bench import ministries

        copies = ministries.copies_for(chosen.size)
        _say(f"{ministries.write_ministries(chosen.file, copies).triples:,} triples")
    return 0


def _peers(chosen: argparse.Namespace) -> int:
    outcome = install_peers(chosen.dir, chosen.only, _say)
    return 0 if all(not each.startswith("not") for each in outcome.values()) else 1
