"""The queries of this repository, and Oxigraph as the judge of what a query is."""

from functools import cache
from pathlib import Path

import pyoxigraph as ox

REPOSITORY = Path(__file__).resolve().parents[2]
SH = "http://www.w3.org/ns/shacl#"


@cache
def shapes_store() -> ox.Store:
    store = ox.Store()
    for file in sorted((REPOSITORY / "shapes").rglob("*.ttl")):
        if "examples" not in file.parts:
            store.load(path=str(file))
    return store


@cache
def prefixes() -> dict[str, str]:
    rows = shapes_store().query(
        f"SELECT ?p ?n {{ ?d <{SH}prefix> ?p ; <{SH}namespace> ?n }}",
        use_default_graph_as_union=True,
    )
    return {row["p"].value: row["n"].value for row in rows}


@cache
def rule_queries() -> tuple[str, ...]:
    rows = shapes_store().query(
        f"SELECT DISTINCT ?q {{ ?c <{SH}select>|<{SH}ask> ?q }} ORDER BY ?q",
        use_default_graph_as_union=True,
    )
    return tuple(row["q"].value for row in rows)


@cache
def question_files() -> tuple[Path, ...]:
    return tuple(sorted((REPOSITORY / "queries").glob("*/*.rq")))


def oxigraph_accepts(text: str) -> bool:
    """Whether it is a query to Oxigraph; what it cannot carry out is one too."""
    try:
        ox.Store().query(text, prefixes=prefixes())
    except SyntaxError:
        return False
    except RuntimeError:
        return True
    return True
