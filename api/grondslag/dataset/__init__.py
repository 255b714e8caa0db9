"""The data under examination, what is known beside it, and what follows from both."""

from grondslag.dataset.closure import close
from grondslag.dataset.knowledge import knowledge
from grondslag.dataset.labels import Labels
from grondslag.dataset.model import Dataset, Origin, SourceFile
from grondslag.dataset.store import to_store
from grondslag.dataset.view import View, view

__all__ = [
    "Dataset",
    "Labels",
    "Origin",
    "SourceFile",
    "View",
    "close",
    "knowledge",
    "to_store",
    "view",
]
