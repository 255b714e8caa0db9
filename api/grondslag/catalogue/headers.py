"""The header of a query file: YAML in ``#+`` comment lines, as grlc reads them."""

from dataclasses import dataclass
from typing import Any

from grondslag.errors import ContentError, Language

Texts = dict[Language, str]

PARAMETER_TYPES = ("date", "iri", "string", "integer")


@dataclass(frozen=True)
class Parameter:
    """A variable the asker may fix: its type, names and default (None: leave it open)."""

    name: str
    type: str
    label: Texts
    default: str | None


@dataclass(frozen=True)
class Column:
    """A column of the answer: the SPARQL variable and its heading."""

    name: str
    label: Texts


@dataclass(frozen=True)
class Header:
    """What a query file says of itself."""

    code: str
    title: Texts
    question: Texts
    audience: tuple[str, ...]
    dataset: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    source: tuple[str, ...]
    needs_report: bool


def _texts(value: Any, what: str, file: str) -> Texts:
    if not isinstance(value, dict) or not all(isinstance(value.get(k), str) for k in ("nl", "en")):
        raise ContentError(
            f"De kop van de vraag mist '{what}' in het Nederlands en Engels.",
            f"The header of the query misses '{what}' in Dutch and English.",
            file=file,
        )
    return {"nl": value["nl"].strip(), "en": value["en"].strip()}


def _strings(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(str(item) for item in value) if isinstance(value, list) else (str(value),)


def parse_header(text: str, file: str) -> Header:
    """Return the header of a query.

    Args:
        text: the whole query file.
        file: its name, for messages.

    Raises:
        ContentError: if the header is missing, is not YAML or lacks a field.
    """
    # A check against other shapes has no headers to read, and starts sooner without.
    import yaml

    lines = [line[2:] for line in text.splitlines() if line.startswith("#+")]
    try:
        raw = yaml.safe_load("\n".join(line.removeprefix(" ") for line in lines))
    except yaml.YAMLError as error:
        raise ContentError(
            f"De kop van deze vraag is geen YAML: {error}",
            f"The header of this query is not YAML: {error}",
            file=file,
        ) from error
    if not isinstance(raw, dict) or "code" not in raw:
        raise ContentError(
            "Deze vraag heeft geen kop met een code.",
            "This query has no header with a code.",
            file=file,
        )
    parameters = []
    for name, each in (raw.get("parameters") or {}).items():
        if each.get("type") not in PARAMETER_TYPES:
            raise ContentError(
                f"Parameter '{name}' heeft geen bekend type.",
                f"Parameter '{name}' has no known type.",
                file=file,
            )
        default = each.get("default")
        parameters.append(
            Parameter(
                name,
                each["type"],
                _texts(each.get("label"), f"parameters.{name}.label", file),
                None if default is None else str(default),
            )
        )
    return Header(
        code=str(raw["code"]),
        title=_texts(raw.get("title"), "title", file),
        question=_texts(raw.get("question"), "question", file),
        audience=_strings(raw.get("audience")),
        dataset=str(raw.get("dataset", "demo")),
        parameters=tuple(parameters),
        columns=tuple(
            Column(name, _texts(label, f"columns.{name}", file))
            for name, label in (raw.get("columns") or {}).items()
        ),
        source=_strings(raw.get("source")),
        needs_report=raw.get("needs") == "report",
    )
