"""The dictionary of a graph: every distinct term has a number, given in order of appearance."""

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import polars as pl

from grondslag.lexical import LANG_STRING, STRING, split_literal, unescape

if TYPE_CHECKING:
    from rdflib.term import Node

# The nodes of rdflib are imported where they are asked for: reading a file does without, and
# begins sooner.

Ids = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]

IRI, BLANK, LITERAL = 0, 1, 2
#: Stands for "no term" in a column of numbers.
NONE = -1

#: So few terms are looked at one by one, which is quicker than a call for a whole column.
_FEW = 16
#: So many datatypes or languages are looked for one after another before a pattern finds the rest.
_USUAL = 24
#: A pass over a column for each group is quicker than a look at each term, up to so many groups.
_MANY_GROUPS = 100
# Groups of terms with the same marks around their text: the code of a datatype, these numbers for
# what is no literal, or a language tag.
_IRIS, _BLANKS, _TAGGED = -1, -2, 1 << 30


class Terms:
    """Term to number and back; it grows, and a number never changes its meaning.

    Polars keeps the hash table (a categorical with categories of its own), so that millions of
    terms are interned in bulk. What is derived from the terms - kind, datatype, language - is an
    array with one entry a term, extended when it is asked for after new terms came.
    """

    def __init__(self) -> None:
        """Start empty."""
        self._dtype = pl.Categorical(pl.Categories.random())
        self._keep = pl.Series([""], dtype=pl.String).cast(self._dtype)  # id 0 is this filler
        self._parts: list[pl.Series] = [pl.Series([""], dtype=pl.String)]
        self._count = 1
        self._kind = np.full(1, IRI, np.int8)
        self._datatype = np.zeros(1, np.int32)
        #: Datatype IRIs by code; code 0 is "no literal", 1 is xsd:string, 2 is rdf:langString.
        self.datatypes: list[str] = ["", STRING, LANG_STRING]
        self._datatype_codes = {STRING: 1, LANG_STRING: 2}
        self._language = np.zeros(1, np.int32)
        #: Language tags by code, as written; code 0 is "no tag".
        self.languages: list[str] = [""]
        self._language_codes = {"": 0}
        self._nodes: dict[int, Node] = {}
        self._known: dict[str, int] = {}
        self._notes: dict[str, npt.NDArray[Any]] = {}

    def __len__(self) -> int:
        """Return one more than the highest number in use."""
        return self._count

    # interning

    def encode(self, tokens: pl.Series) -> Ids:
        """Return the number of each token, giving new numbers to new tokens."""
        ids = tokens.cast(self._dtype).to_physical().to_numpy()
        top = int(ids.max()) + 1 if len(ids) else 0
        if top > self._count:
            fresh = np.flatnonzero(ids >= self._count)
            first = np.full(top - self._count, -1, np.int64)
            first[ids[fresh[::-1]] - self._count] = fresh[::-1]
            if (first < 0).any():
                raise AssertionError("the dictionary gave out numbers with gaps")
            self._parts.append(tokens.gather(first))
            self._count = top
        return ids.astype(np.int32)

    def number(self, token: str) -> int:
        """Return the number of one token, giving it one if it is new."""
        known = self._known.get(token)
        if known is None:
            known = int(self.encode(pl.Series([token], dtype=pl.String))[0])
            self._known[token] = known
        return known

    def numbers(self, tokens: Iterable[str]) -> Ids:
        """Return the numbers of tokens in order, giving new ones to new tokens."""
        wanted = list(tokens)
        if not wanted:
            return np.empty(0, np.int32)
        return self.encode(pl.Series(wanted, dtype=pl.String))

    def learn(self, tokens: Iterable[str]) -> None:
        """Give numbers to tokens that :meth:`number` will be asked for, all at once."""
        wanted = [each for each in dict.fromkeys(tokens) if each not in self._known]
        self._known.update(zip(wanted, self.numbers(wanted).tolist(), strict=True))

    def number_of(self, node: "Node") -> int:
        """Return the number of an rdflib term, giving it one if it is new."""
        from grondslag.tokens import token_of

        return self.number(token_of(node))

    # what a number stands for

    @property
    def tokens(self) -> pl.Series:
        """The token of every number, by number."""
        if len(self._parts) > 1:
            # A copy of everything is paid when much has been added, not for every small addition.
            added = sum(len(part) for part in self._parts[1:])
            small = added * 8 < len(self._parts[0]) and len(self._parts) < 64
            whole = pl.concat(self._parts, rechunk=not small)
            if small:
                return whole
            self._parts = [whole]
        return self._parts[0]

    def token(self, number: int) -> str:
        """Return the token of a number."""
        place = int(number)
        for part in self._parts:
            if place < len(part):
                return str(part[place])
            place -= len(part)
        raise IndexError(number)

    def take(self, ids: Ids) -> pl.Series:
        """Return the tokens of numbers."""
        return self.tokens[ids]

    def node(self, number: int) -> "Node":
        """Return the rdflib term of a number."""
        known = self._nodes.get(number)
        if known is None:
            from grondslag.tokens import node_of

            known = self._nodes[number] = node_of(self.token(number))
        return known

    def nodes(self, ids: Sequence[int] | Ids) -> "list[Node]":
        """Return the rdflib terms of numbers."""
        numbers = np.asarray(ids, np.int32)
        missing = [each for each in np.unique(numbers).tolist() if each not in self._nodes]
        if missing:
            from grondslag.tokens import node_of

            tokens = self.take(np.asarray(missing, np.int32)).to_list()
            self._nodes.update(zip(missing, map(node_of, tokens), strict=True))
        return [self._nodes[each] for each in numbers.tolist()]

    @property
    def kind(self) -> npt.NDArray[np.int8]:
        """``IRI``, ``BLANK`` or ``LITERAL`` for every number."""
        known = len(self._kind)
        if known < self._count:
            fresh = self.tokens.slice(known)
            iri = fresh.str.starts_with("<").to_numpy()
            blank = fresh.str.starts_with("_").to_numpy()
            added = np.where(iri, IRI, np.where(blank, BLANK, LITERAL)).astype(np.int8)
            self._kind = np.concatenate([self._kind, added])
        return self._kind

    @property
    def datatype(self) -> Ids:
        """The code of the datatype (see ``datatypes``) for every number."""
        known = len(self._datatype)
        if known < self._count:
            added = np.zeros(self._count - known, np.int32)
            places = np.flatnonzero(self.kind[known:] == LITERAL)
            added[places] = self._datatype_of(self.tokens.slice(known).gather(places))
            self._datatype = np.concatenate([self._datatype, added])
        return self._datatype

    def _datatype_of(self, literals: pl.Series) -> Ids:
        typed = literals.str.ends_with(">").to_numpy()
        plain = literals.str.ends_with('"').to_numpy()
        codes = np.where(plain, 1, 2).astype(np.int32)
        places = np.flatnonzero(typed)
        if len(places):
            names = _Names(self.datatypes, self._datatype_codes)
            codes[places] = names.of_endings(literals[places], '"^^<', ">")
        return codes

    def notes(self, name: str, blank: np.generic) -> npt.NDArray[Any]:
        """Return an array with one entry a term, in which others keep what they found out.

        Args:
            name: of the array; the same array comes back every time, longer when terms came.
            blank: what an entry is before anything is known; its type is that of the array.
        """
        known = self._notes.get(name)
        if known is None or len(known) < self._count:
            # Room for more, so that a few new terms at a time do not copy everything each time.
            longer = np.full(self._count + self._count // 8 + 64, blank)
            if known is not None:
                longer[: len(known)] = known
            known = self._notes[name] = longer
        return known

    def datatype_code(self, datatype: str) -> int:
        """Return the code of a datatype IRI, or -1 when no term has it."""
        self.datatype  # noqa: B018 - brings the table up to date
        return self._datatype_codes.get(datatype, -1)

    @property
    def language_code(self) -> Ids:
        """The code of the language tag (see ``languages``) for every number."""
        known = len(self._language)
        if known < self._count:
            added = np.zeros(self._count - known, np.int32)
            places = np.flatnonzero(self.datatype[known:] == 2)
            if len(places):
                names = _Names(self.languages, self._language_codes)
                added[places] = names.of_endings(self.tokens.slice(known)[places], '"@', "")
            self._language = np.concatenate([self._language, added])
        return self._language

    def text(self, ids: Ids) -> pl.Series:
        """Return lexical forms, IRIs without brackets, and labels of blank nodes."""
        if len(ids) <= _FEW:
            return pl.Series([_inside(self.token(each)) for each in ids], dtype=pl.String)
        kind, datatype = self.kind[ids], self.datatype[ids]
        group = np.where(kind == LITERAL, datatype, np.where(kind == IRI, _IRIS, _BLANKS))
        tagged = datatype == 2
        if tagged.any():
            group = np.where(tagged, _TAGGED + self.language_code[ids], group)
        tokens = self.take(ids)
        groups = np.unique(group)
        if len(groups) == 1:
            return self._strip(tokens, int(groups[0]))
        if len(groups) > _MANY_GROUPS:
            return pl.Series(map(_inside, tokens.to_list()), dtype=pl.String)
        pieces, places = [], []
        for each in groups:
            where = np.flatnonzero(group == each)
            pieces.append(self._strip(tokens[where], int(each)))
            places.append(where)
        back = np.argsort(np.concatenate(places), kind="stable")
        return pl.concat(pieces)[back]

    def _strip(self, tokens: pl.Series, group: int) -> pl.Series:
        """Return what is inside tokens of one group."""
        if group == _BLANKS:
            return tokens.str.slice(2)
        if group == _IRIS:
            after = 1
        elif group >= _TAGGED:
            after = len('"@') + len(self.languages[group - _TAGGED])
        else:
            after = 1 if group == 1 else len('"^^<>') + len(self.datatypes[group])
        inside = pl.col("token").str.slice(1).str.head(-after)
        if group == _IRIS:
            return tokens.alias("token").to_frame().select(inside).to_series()
        found = pl.col("token").str.contains("\\", literal=True).alias("escaped")
        inner, escaped = tokens.alias("token").to_frame().select(inside, found).get_columns()
        if not escaped.any():
            return inner
        places = np.flatnonzero(escaped.to_numpy())
        plain = [unescape(each) for each in inner[places].to_list()]
        return inner.scatter(places, pl.Series(plain, dtype=pl.String))


class _Names:
    """Numbers names in order of appearance."""

    def __init__(self, names: list[str], codes: dict[str, int]) -> None:
        """Go on with a list of names, and the place of each in it; both grow."""
        self._names = names
        self._codes = codes

    def of_endings(self, literals: pl.Series, before: str, after: str) -> Ids:
        """Return the code of what stands at the end of each literal.

        Args:
            literals: tokens that all have such an ending.
            before: what comes before the name; a quote comes first, and the last quote of a token
                is the one that closes its text.
            after: what comes after it.
        """
        codes = np.empty(len(literals), np.int32)
        left = np.arange(len(literals))
        for _ in range(_USUAL):
            if not len(left):
                return codes
            name = str(literals[0]).rpartition(before)[2].removesuffix(after)
            same = literals.str.ends_with(f"{before}{name}{after}")
            codes[left[same.to_numpy()]] = self._code(name)
            left, literals = left[~same.to_numpy()], literals.filter(~same)
        pattern = f'{re.escape(before)}([^"]*){re.escape(after)}$'
        codes[left] = [self._code(name) for name in literals.str.extract(pattern, 1).to_list()]
        return codes

    def _code(self, name: str) -> int:
        code = self._codes.setdefault(name, len(self._names))
        if code == len(self._names):
            self._names.append(name)
        return code


def _inside(token: str) -> str:
    """Return the text in a token; see :meth:`Terms.text`."""
    match token[:1]:
        case '"':
            return split_literal(token)[0]
        case "_":
            return token[2:]
    return token[1:-1]


def member(mask: Mask, ids: Ids) -> Mask:
    """Return ``mask[ids]``; what is beyond the mask, or no term, is not in it."""
    if len(ids) == 0:
        return np.zeros(0, np.bool_)
    inside = (ids >= 0) & (ids < len(mask))
    if inside.all():
        return mask[ids]
    result = np.zeros(len(ids), np.bool_)
    result[inside] = mask[ids[inside]]
    return result
