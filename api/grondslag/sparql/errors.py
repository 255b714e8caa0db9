"""What a query text can be refused for."""


class SparqlSyntaxError(ValueError):
    """The text is not a query of SPARQL 1.1, or of a form that is not read here.

    ``line`` and ``column`` count from 1 and point at the first token that does not fit;
    ``reason`` is the text without the place.
    """

    def __init__(self, reason: str, text: str, offset: int) -> None:
        """Refuse a text at an offset, counted in characters from 0."""
        self.reason = reason
        self.line = text.count("\n", 0, offset) + 1
        self.column = offset - (text.rfind("\n", 0, offset) + 1) + 1
        super().__init__(f"line {self.line}, column {self.column}: {reason}")


class NestedTooDeeply(SparqlSyntaxError):
    """The text has more brackets in brackets than can be read.

    Its place is the start of the text: where Python gives up depends on who calls the parser.
    """

    def __init__(self, what: str, text: str) -> None:
        """Refuse a text, said in a word."""
        super().__init__(f"the {what} is nested too deeply to be read", text, 0)
