"""The interface every engine has, and the engines there are."""

from typing import Protocol

from grondslag.dataset import View
from grondslag.errors import NotFound
from grondslag.validation.columnar import ColumnarEngine
from grondslag.validation.reference import PySHACLEngine
from grondslag.validation.results import Run
from grondslag.validation.shapes import Shapes


class Engine(Protocol):
    """Assesses a view against shapes; all engines give the same results."""

    name: str

    def run(self, view: View, shapes: Shapes) -> Run:
        """Return the results, and the rules that could not be assessed."""
        ...


ENGINES: dict[str, Engine] = {each.name: each for each in (ColumnarEngine(), PySHACLEngine())}
DEFAULT_ENGINE = ColumnarEngine.name


def engine(name: str) -> Engine:
    """Return an engine by name.

    Raises:
        NotFound: if there is none.
    """
    found = ENGINES.get(name)
    if found is None:
        names = ", ".join(ENGINES)
        raise NotFound(
            f"Er is geen engine '{name}'. Kies uit: {names}.",
            f"There is no engine '{name}'. Choose from: {names}.",
        )
    return found
