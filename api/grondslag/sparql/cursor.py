"""A place in the tokens of a query, and the terms that can stand there."""

import re
from collections.abc import Mapping
from typing import NoReturn

from grondslag.lexical import literal_token
from grondslag.sparql import literals
from grondslag.sparql.algebra import Term, Var
from grondslag.sparql.errors import SparqlSyntaxError
from grondslag.sparql.iris import resolve
from grondslag.sparql.lexer import tokenize

_LOCAL_ESCAPE = re.compile(r"\\(.)")


class Cursor:
    """The tokens of one text, read from left to right, with its prefixes and base.

    ``kind`` and ``value`` are those of the token that comes next.
    """

    def __init__(self, text: str, prefixes: Mapping[str, str], base: str) -> None:
        """Start at the first token; ``prefixes`` are as if declared before the text."""
        self.text = text
        self.prefixes = dict(prefixes)
        self.base = base
        self.kinds, self.values, self.offsets = tokenize(text)
        self.position = 0
        self.kind = self.kinds[0]
        self.value = self.values[0]
        self._tokens: dict[str, str] = {}

    def advance(self) -> None:
        """Go to the next token; there is always one before ``end``."""
        self.position += 1
        self.kind = self.kinds[self.position]
        self.value = self.values[self.position]

    def split_less_than(self) -> None:
        """Read the IRI that comes next as an operator and what follows it: ``?a<?b && ?c>?d``."""
        here = self.position
        operator = "<=" if self.value[1] == "=" else "<"
        rest = tokenize(self.text, self.offsets[here] + len(operator))
        self.kinds[here:] = [operator, *rest.kinds]
        self.values[here:] = [operator, *rest.values]
        self.offsets[here + 1 :] = rest.offsets
        self.kind = self.value = operator

    def following(self) -> str:
        """Return the kind of the token after the next one."""
        return self.kinds[min(self.position + 1, len(self.kinds) - 1)]

    def accept(self, kind: str) -> bool:
        """Pass a token of this kind if it comes next."""
        if self.kind != kind:
            return False
        self.advance()
        return True

    def expect(self, kind: str) -> str:
        """Pass a token of this kind and return its value, or refuse the text."""
        if self.kind != kind:
            self.unexpected(f'"{kind}"')
        value = self.value
        self.advance()
        return value

    def unexpected(self, wanted: str) -> NoReturn:
        """Refuse the token that comes next."""
        if self.kind == "end":
            self.refuse(f"the query ends where {wanted} was expected")
        self.refuse(f"{self.written(self.position)} where {wanted} was expected")

    def refuse(self, reason: str, position: int | None = None) -> NoReturn:
        """Refuse the text at a token, the next one unless told."""
        offset = self.offsets[self.position if position is None else position]
        raise SparqlSyntaxError(reason, self.text, offset)

    def written(self, position: int) -> str:
        """Return a token for a message."""
        kind, value = self.kinds[position], self.values[position]
        marks = {"var": "?", "blank": "_:", "lang": "@"}
        return value if kind == "string" else f'"{marks.get(kind, "")}{value}"'

    def variable(self) -> Var:
        """Read a variable."""
        if self.kind != "var":
            self.unexpected("a variable")
        name = self.value
        self.advance()
        return Var(name)

    def iri(self) -> str:
        """Read an IRI or prefixed name as a token with angle brackets."""
        written = self.value
        token = self._tokens.get(written)
        if token is None:
            if self.kind == "iri":
                token = f"<{self._resolved(written)}>"
            elif self.kind == "pname":
                token = f"<{self._expanded(written)}>"
            else:
                self.unexpected("an IRI")
            self._tokens[written] = token
        self.advance()
        return token

    def reference(self) -> str:
        """Read an IRI in angle brackets of the prologue, without the brackets."""
        if self.kind != "iri":
            self.unexpected("an IRI in angle brackets")
        iri = self._resolved(self.value)
        self.advance()
        # What was known of names and relative IRIs may change with the declaration.
        self._tokens.clear()
        return iri

    def string(self) -> str:
        """Read a quoted string; what it says, not its token."""
        if self.kind != "string":
            self.unexpected("a string")
        try:
            lexical = literals.string(self.value)
        except ValueError as error:
            self.refuse(str(error))
        self.advance()
        return lexical

    def constant(self) -> Term | None:
        """Read an IRI or literal; None, and nothing is passed, when there is none."""
        kind = self.kind
        if kind in ("iri", "pname"):
            return Term(self.iri())
        if kind == "string":
            lexical = self.string()
            if self.kind == "lang":
                token = literal_token(lexical, language=self.value)
                self.advance()
                return Term(token)
            datatype = self.iri()[1:-1] if self.accept("^^") else ""
            return Term(literal_token(lexical, datatype))
        if kind == "number":
            token = literals.number(self.value)
        elif kind in ("TRUE", "FALSE"):
            token = literals.TRUE if kind == "TRUE" else literals.FALSE
        else:
            return None
        self.advance()
        return Term(token)

    def _resolved(self, written: str) -> str:
        try:
            return resolve(literals.iri(written), self.base)
        except ValueError as error:
            self.refuse(str(error))

    def _expanded(self, written: str) -> str:
        prefix, _, local = written.partition(":")
        namespace = self.prefixes.get(prefix)
        if namespace is None:
            self.refuse(f'the prefix "{prefix}:" is not declared')
        return namespace + (_LOCAL_ESCAPE.sub(r"\1", local) if "\\" in local else local)
