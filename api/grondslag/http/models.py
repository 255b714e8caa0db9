"""The shapes of what the API says, in camelCase as the national API rules ask."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from grondslag.catalogue import Query, Rule, example
from grondslag.catalogue.rules import Texts as TextsByLanguage
from grondslag.catalogue.rules import shape_text


class Model(BaseModel):
    """Base of all models."""

    model_config = ConfigDict(
        alias_generator=to_camel, populate_by_name=True, serialize_by_alias=True, frozen=True
    )


class Texts(Model):
    """Een tekst in het Nederlands en het Engels."""

    nl: str
    en: str

    @classmethod
    def of(cls, texts: TextsByLanguage) -> "Texts":
        """Return the model of texts by language."""
        return cls(nl=texts["nl"], en=texts["en"])


class Provision(Model):
    """Een bepaling waarop een regel rust."""

    iri: str
    label: Texts
    page: str | None
    text_checked: Annotated[
        bool | None, Field(description="Of de tekst van de bepaling is nagekeken.")
    ]


class RuleSummary(Model):
    """Een regel, in het kort."""

    code: str
    iri: str
    severity: Annotated[str, Field(description="violation, warning of info.")]
    theme: Texts
    name: Texts
    message: Texts


class RuleDetail(RuleSummary):
    """Een regel met reden, wet, herstel, voorbeelden en SHACL."""

    why: Texts
    repair: Texts
    provisions: list[Provision]
    requirements: list[str]
    targets: list[str]
    good_example: Annotated[str, Field(description="Turtle die aan de regel voldoet.")]
    bad_example: Annotated[str, Field(description="Turtle die niet aan de regel voldoet.")]
    shape: Annotated[str, Field(description="De regel in SHACL, als Turtle.")]


class QueryParameter(Model):
    """Een waarde die de vrager mag kiezen."""

    name: str
    type: Annotated[str, Field(description="date, iri, string of integer.")]
    label: Texts
    default: str | None


class QueryColumn(Model):
    """Een kolom van het antwoord."""

    name: str
    label: Texts


class QuerySummary(Model):
    """Een vraag uit de catalogus."""

    code: str
    theme: str
    title: Texts
    question: Texts
    audience: list[str]
    dataset: Annotated[str, Field(description="De meegeleverde gegevens waarbij de vraag past.")]
    parameters: list[QueryParameter]
    columns: list[QueryColumn]
    source: list[str]


class ProblemError(Model):
    """Eén fout in een verzoek."""

    location: str
    detail: str


class Problem(Model):
    """Een fout, volgens RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
    instance: Annotated[str, Field(description="Noem dit nummer bij een melding.")]
    file: str | None = None
    line: int | None = None
    column: int | None = None
    errors: list[ProblemError] | None = None


def rule_summary(rule: Rule) -> RuleSummary:
    """Return a rule in short."""
    return RuleSummary(
        code=rule.code,
        iri=str(rule.iri),
        severity=rule.severity.name.lower(),
        theme=Texts.of(rule.theme),
        name=Texts.of(rule.name),
        message=Texts.of(rule.message),
    )


def rule_detail(rule: Rule) -> RuleDetail:
    """Return everything about a rule."""
    return RuleDetail(
        **rule_summary(rule).model_dump(by_alias=False),
        why=Texts.of(rule.why),
        repair=Texts.of(rule.repair),
        provisions=[
            Provision(iri=p.iri, label=Texts.of(p.label), page=p.page, text_checked=p.text_checked)
            for p in rule.provisions
        ],
        requirements=list(rule.requirements),
        targets=list(rule.targets),
        good_example=example(rule.code, "good"),
        bad_example=example(rule.code, "bad"),
        shape=shape_text(rule.iri),
    )


def query_summary(query: Query) -> QuerySummary:
    """Return what the catalogue says of a question."""
    header = query.header
    return QuerySummary(
        code=query.code,
        theme=query.theme,
        title=Texts.of(header.title),
        question=Texts.of(header.question),
        audience=list(header.audience),
        dataset=header.dataset,
        parameters=[
            QueryParameter(name=p.name, type=p.type, label=Texts.of(p.label), default=p.default)
            for p in header.parameters
        ],
        columns=[QueryColumn(name=c.name, label=Texts.of(c.label)) for c in header.columns],
        source=list(header.source),
    )
