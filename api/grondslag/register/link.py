"""Link risk models to records of the Algorithm Register.

Every model gets at least one link, and one per code if it carries codes:

* ``registered``: the code is in the export; what differs between the two is listed;
* ``identifier-not-in-export``: a valid code that this export does not hold;
* ``identifier-invalid``: no code, or one that the register can never have given;
* ``candidate``: no code, but records of the same organisation have a similar name;
* ``missing``: no code and nothing similar.

A link is a fact about two lists. A record does not make a processing lawful, and a
candidate is a proposal that a person must judge.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from grondslag.register import lars
from grondslag.register.organisation_index import OrganisationIndex
from grondslag.register.organisations import Organisations
from grondslag.register.records import RegisterExport, RegisterRecord, UseStatus
from grondslag.register.similarity import likeness
from grondslag.register.subjects import RegisterSubject
from grondslag.register.text import Bilingual


class Outcome(Enum):
    """What looking up a model, or one of its codes, led to."""

    REGISTERED = "registered"
    IDENTIFIER_NOT_IN_EXPORT = "identifier-not-in-export"
    IDENTIFIER_INVALID = "identifier-invalid"
    CANDIDATE = "candidate"
    MISSING = "missing"


class DifferenceKind(Enum):
    """In what a model and its record disagree."""

    ORGANISATION = "organisation"
    ORGANISATION_UNKNOWN = "organisation-unknown"
    RECORD_ENDED = "record-ended"
    MODEL_ENDED = "model-ended"
    CHECK_DIGIT = "check-digit"


@dataclass(frozen=True, slots=True)
class Difference:
    """One disagreement between a model and its record, in words."""

    kind: DifferenceKind
    text: Bilingual


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that may be this model: the shared words, the score (0-1) and why."""

    record: RegisterRecord
    score: float
    words: tuple[str, ...]
    reason: Bilingual


@dataclass(frozen=True, slots=True)
class ModelLink:
    """The outcome for one model and at most one code.

    ``record`` and ``differences`` belong to ``registered``. ``candidates`` are given, best
    first, whenever none of the codes of the model is in the export.
    """

    subject: RegisterSubject
    outcome: Outcome
    explanation: Bilingual
    code: str | None = None
    record: RegisterRecord | None = None
    differences: tuple[Difference, ...] = ()
    candidates: tuple[Candidate, ...] = ()


def link(
    models: Iterable[RegisterSubject], export: RegisterExport, organisations: Organisations
) -> list[ModelLink]:
    """Look up every model in the export.

    Returns:
        Links ordered by label, IRI and code of the model, whatever order they came in.
    """
    index = OrganisationIndex(export, organisations)
    ordered = sorted(models, key=lambda model: (model.label, model.iri))
    return [each for model in ordered for each in _links(model, index)]


def _links(model: RegisterSubject, index: OrganisationIndex) -> list[ModelLink]:
    codes = sorted(set(model.registrations))
    some_code_found = any(code in index.records for code in codes)
    candidates = () if some_code_found else _candidates(model, index)
    if not codes:
        return [_without_code(model, candidates)]
    return [_with_code(model, code, index, candidates) for code in codes]


def _with_code(
    model: RegisterSubject, code: str, index: OrganisationIndex, candidates: tuple[Candidate, ...]
) -> ModelLink:
    record = index.records.get(code)
    if record is not None:
        return ModelLink(
            model,
            Outcome.REGISTERED,
            Bilingual(
                f"Nummer {code} staat in het Algoritmeregister: {record.title}.",
                f"Code {code} is in the Algorithm Register: {record.title}.",
            ),
            code,
            record,
            tuple(_differences(model, record, index)),
        )
    outcome, explanation = _not_found(code)
    return ModelLink(model, outcome, explanation, code, candidates=candidates)


def _not_found(code: str) -> tuple[Outcome, Bilingual]:
    if not code:
        return Outcome.IDENTIFIER_INVALID, Bilingual(
            "Er is een registratie vermeld, maar zonder nummer.",
            "A registration is mentioned, but without a code.",
        )
    if lars.is_valid(code):
        return Outcome.IDENTIFIER_NOT_IN_EXPORT, Bilingual(
            f"Nummer {code} is geldig, maar staat niet in deze export.",
            f"Code {code} is valid, but is not in this export.",
        )
    return Outcome.IDENTIFIER_INVALID, Bilingual(
        f"Nummer {code} kan niet kloppen: een nummer heeft acht cijfers, waarvan het laatste "
        "een controlecijfer is.",
        f"Code {code} cannot be right: a code has eight digits, of which the last is a check "
        "digit.",
    )


def _without_code(model: RegisterSubject, candidates: tuple[Candidate, ...]) -> ModelLink:
    reason = model.no_registration_reason
    nl = f" Opgegeven reden: {reason}" if reason else ""
    en = f" Reason given: {reason}" if reason else ""
    if candidates:
        count = len(candidates)
        explanation = Bilingual(
            f"Er is geen nummer vermeld. Mogelijke records in het register: {count}.{nl}",
            f"No code is mentioned. Possible records in the register: {count}.{en}",
        )
        return ModelLink(model, Outcome.CANDIDATE, explanation, candidates=candidates)
    explanation = Bilingual(
        "Er is geen nummer vermeld en het register heeft geen record van deze organisatie "
        f"met een naam die erop lijkt.{nl}",
        "No code is mentioned and the register has no record of this organisation with a "
        f"similar name.{en}",
    )
    return ModelLink(model, Outcome.MISSING, explanation)


def _candidates(model: RegisterSubject, index: OrganisationIndex) -> tuple[Candidate, ...]:
    found: list[Candidate] = []
    for record in index.records_of(model.owner_tooi, model.owner_label):
        alike = likeness(model.label, record.title)
        if alike.is_candidate:
            words, percent = ", ".join(alike.words), round(100 * alike.score)
            reason = Bilingual(
                f"Zelfde organisatie ({record.organisation}); de namen delen de woorden: "
                f"{words} ({percent}%).",
                f"Same organisation ({record.organisation}); the names share the words: "
                f"{words} ({percent}%).",
            )
            found.append(Candidate(record, alike.score, alike.words, reason))
    return tuple(sorted(found, key=lambda each: (-each.score, each.record.code)))


def _differences(
    model: RegisterSubject, record: RegisterRecord, index: OrganisationIndex
) -> Iterable[Difference]:
    owner = model.owner_label or model.owner_tooi
    same = index.same_organisation(record, model.owner_tooi, model.owner_label)
    if same is False:
        yield Difference(
            DifferenceKind.ORGANISATION,
            Bilingual(
                f"Het register noemt {record.organisation}, de opgave noemt {owner}.",
                f"The register names {record.organisation}, the model names {owner}.",
            ),
        )
    elif same is None:
        yield Difference(
            DifferenceKind.ORGANISATION_UNKNOWN,
            Bilingual(
                f"Niet vast te stellen of {record.organisation} (register) en "
                f"{owner or 'de onbekende eigenaar'} (opgave) dezelfde organisatie zijn.",
                f"It cannot be told whether {record.organisation} (register) and "
                f"{owner or 'the unknown owner'} (model) are the same organisation.",
            ),
        )
    if record.status is UseStatus.ENDED and model.status == "status-active":
        yield Difference(
            DifferenceKind.RECORD_ENDED,
            Bilingual(
                "Het register zegt dat dit buiten gebruik is, de opgave dat het in gebruik is.",
                "The register says this is no longer in use, the model says it is in use.",
            ),
        )
    if record.status is UseStatus.IN_USE and model.status == "status-ended":
        yield Difference(
            DifferenceKind.MODEL_ENDED,
            Bilingual(
                "Het register zegt dat dit in gebruik is, de opgave dat het is beëindigd.",
                "The register says this is in use, the model says it has ended.",
            ),
        )
    if not lars.is_valid(record.code):
        yield Difference(
            DifferenceKind.CHECK_DIGIT,
            Bilingual(
                f"Nummer {record.code} staat zo in de export, maar het controlecijfer klopt niet.",
                f"Code {record.code} is in the export, but its check digit is wrong.",
            ),
        )
