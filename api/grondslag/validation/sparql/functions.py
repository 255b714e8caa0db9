"""Functions of terms: some as arrays, all others by asking Oxigraph for the distinct arguments."""

import numpy as np

from grondslag.columns import oxigraph
from grondslag.columns.terms import BLANK, IRI, LITERAL, NONE, Ids, Mask, Terms
from grondslag.columns.xsd import is_well_formed, well_formed
from grondslag.lexical import XSD, split_literal
from grondslag.sparql.algebra import Call, Expression, Term
from grondslag.validation.sparql import few
from grondslag.validation.sparql.logic import NUMERIC, Truth
from grondslag.validation.sparql.tables import Table, row_keys

#: Functions that fail when an argument fails or is a blank node, and always give the same.
STRICT = frozenset(
    {
        *("STRLEN", "SUBSTR", "UCASE", "LCASE", "STRSTARTS", "STRENDS", "CONTAINS", "STRBEFORE"),
        *("STRAFTER", "ENCODE_FOR_URI", "CONCAT", "STRLANG", "IRI", "URI"),
        *("ABS", "ROUND", "CEIL", "FLOOR", "YEAR", "MONTH", "DAY", "HOURS", "MINUTES"),
        *("SECONDS", "TIMEZONE", "MD5", "SHA1", "SHA256", "SHA384", "SHA512"),
    }
)
_INFIX = frozenset("+-*/")
_PREFIX = {"u-": "-", "u+": "+"}
_CAST_TO = (
    *("boolean", "double", "float", "decimal", "integer", "dateTime"),
    *("date", "time", "duration", "dayTimeDuration", "yearMonthDuration"),
)
#: Casts (SPARQL 1.1, section 17.5) and those to the other dates and durations; a cast to a
#: string is in :mod:`grondslag.validation.sparql.constructors`.
CASTS = frozenset(f"<{XSD}{name}>" for name in _CAST_TO)


def is_strict(name: str) -> bool:
    """Tell whether a function is computed by :func:`ask`."""
    return name in STRICT or name in CASTS or name in _INFIX or name in _PREFIX


def _once(ids: Ids) -> tuple[Ids, Ids]:
    """Return the distinct terms of a column without "unbound", and the place of each row."""
    distinct, inverse = np.unique(ids, return_inverse=True)
    if len(distinct) and distinct[0] < 0:
        return distinct[1:], (inverse - 1).astype(np.int32)
    return distinct, inverse.astype(np.int32)


def _spread(values: Ids, inverse: Ids) -> Ids:
    """Return the value of each row; place -1 is "no term"."""
    return np.append(values, np.int32(NONE))[inverse]


def text_of(terms: Terms, ids: Ids) -> Ids:
    """Return ``STR``: lexical forms and IRIs as they are written, an error for blank nodes."""
    distinct, inverse = _once(ids)
    result = np.full(len(distinct), NONE, np.int32)
    kind, code = terms.kind[distinct], terms.datatype[distinct]
    plain = code == 1
    result[plain] = distinct[plain]
    others = np.flatnonzero(~plain & (kind != BLANK))
    if len(others) <= few.MOST:
        texts = [few.text_token(each) for each in few.tokens(terms, distinct[others])]
        result[others] = few.numbers(terms, texts)
    else:
        inner = terms.take(distinct[others]).str.replace(r"\A<(.*)>\z", '"$1"')
        inner = inner.str.replace(r'\A(?s)(".*")(?:@[A-Za-z0-9-]+|\^\^<[^"]*>)\z', "$1")
        result[others] = terms.encode(inner)
    return _spread(result, inverse)


def language_of(terms: Terms, ids: Ids) -> Ids:
    """Return ``LANG``: the tag, an empty string for other literals, else an error."""
    distinct, inverse = _once(ids)
    result = np.full(len(distinct), NONE, np.int32)
    literal = terms.kind[distinct] == LITERAL
    result[literal] = terms.number('""')
    codes = terms.language_code[distinct]
    for code in np.unique(codes[codes > 0]).tolist():
        result[codes == code] = terms.number(f'"{terms.languages[code]}"')
    return _spread(result, inverse)


def datatype_of(terms: Terms, ids: Ids) -> Ids:
    """Return ``DATATYPE`` of literals."""
    distinct, inverse = _once(ids)
    code = terms.datatype[distinct]
    used = np.unique(code).tolist()
    names = np.full(len(terms.datatypes), NONE, np.int32)
    for each in used:
        if each:
            names[each] = terms.number(f"<{terms.datatypes[each]}>")
    return _spread(names[code], inverse)


def language_matches(terms: Terms, tags: Ids, ranges: Ids) -> Truth:
    """Return ``langMatches`` by basic filtering (RFC 4647, section 3.3.1)."""
    distinct, place = numbered(Table({"tag": tags, "range": ranges}))
    pairs = zip(distinct["tag"].tolist(), distinct["range"].tolist(), strict=True)
    return np.array([_matches(terms, tag, wanted) for tag, wanted in pairs], np.int8)[place]


def _matches(terms: Terms, tag: int, wanted: int) -> int:
    if min(tag, wanted) < 0 or terms.datatype[tag] != 1 or terms.datatype[wanted] != 1:
        return -1
    text, basic = terms.token(tag)[1:-1].lower(), terms.token(wanted)[1:-1].lower()
    if basic == "*":
        return int(text != "")
    return int(text == basic or text.startswith(f"{basic}-"))


def of_kind(terms: Terms, name: str, ids: Ids) -> Truth:
    """Return ``isIRI``, ``isBlank`` or ``isLiteral``."""
    wanted = {"ISIRI": IRI, "ISURI": IRI, "ISBLANK": BLANK, "ISLITERAL": LITERAL}[name]
    return np.where(ids < 0, -1, terms.kind[ids] == wanted).astype(np.int8)


class Question:
    """An expression in the words of SPARQL, with the columns that it takes."""

    def __init__(self) -> None:
        """Start without columns."""
        self._names: dict[Expression, str] = {}

    @property
    def arguments(self) -> list[Expression]:
        """The expressions whose values have to be found first, in order."""
        return list(self._names)

    def put(self, expression: Expression) -> str:
        """Return the text of an expression."""
        if isinstance(expression, Term) and _has_value(expression.token):
            return expression.token
        if not isinstance(expression, Call) or not _is_asked(expression):
            return self._names.setdefault(expression, f"?a{len(self._names)}")
        parts = [self.put(each) for each in expression.arguments]
        name = expression.name
        if name in _PREFIX:
            return f"({_PREFIX[name]}({parts[0]}))"
        if name in _INFIX:
            return f"({parts[0]} {name} {parts[1]})"
        return f"{name}({', '.join(parts)})"


def _has_value(token: str) -> bool:
    """Tell whether Oxigraph takes a term for what it is; else it is an argument to be checked."""
    if not token.startswith('"'):
        return token.startswith("<")
    text, datatype, _ = split_literal(token)
    return datatype not in NUMERIC or is_well_formed(text, datatype)


def _is_asked(call: Call) -> bool:
    """Tell whether a call is part of the question; IRI with a base is not."""
    return is_strict(call.name) and not (call.name == "IRI" and len(call.arguments) > 1)


def without_value(terms: Terms, ids: Ids) -> Mask:
    """Tell which terms are ill-typed numbers, which no operator takes (sections 17.2, 17.3).

    Oxigraph takes ``"300"^^xsd:byte`` for the number 300, and gives ``"x"^^xsd:double`` a text.
    """
    codes = terms.datatype[ids]
    numeric = np.array([name in NUMERIC for name in terms.datatypes], np.bool_)[codes]
    result = np.zeros(len(ids), np.bool_)
    result[numeric] = ~well_formed(terms, ids[numeric])
    return result


def ask(terms: Terms, text: str, arguments: list[Ids], size: int) -> Ids:
    """Return the value of an expression for every row, an error being no term.

    Args:
        terms: where new terms get a number.
        text: an expression over ``?a0`` … that fails when one of them fails.
        arguments: the columns.
        size: the number of rows.
    """
    table = Table({f"?a{place}": each for place, each in enumerate(arguments)}, size)
    usable = np.ones(size, np.bool_)
    for each in arguments:
        usable &= (each >= 0) & (terms.kind[each] != BLANK)
        usable[usable] = ~without_value(terms, each[usable])
    result = np.full(size, NONE, np.int32)
    rows = np.flatnonzero(usable)
    if len(rows) == 0:
        return result
    wanted = table if len(rows) == size else table.take(rows)
    distinct, place = numbered(wanted)
    tokens = [few.tokens(terms, each) for each in distinct.columns.values()]
    answers = oxigraph.apply([text], list(zip(*tokens, strict=True)) if tokens else [()])
    found = [each[0] for each in answers]
    values = np.full(len(found), NONE, np.int32)
    valid = [at for at, token in enumerate(found) if token is not None]
    values[valid] = few.numbers(terms, [found[at] or "" for at in valid])
    result[rows] = values[place]
    return result


def numbered(table: Table) -> tuple[Table, Ids]:
    """Return the distinct rows, and for every row its place among them."""
    keys = row_keys(table, table.columns)
    _, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
    return table.take(first), inverse.astype(np.int32)
