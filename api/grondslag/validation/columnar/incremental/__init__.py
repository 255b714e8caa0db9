"""A loaded graph of which the results are kept up to date while it changes."""

from grondslag.validation.columnar.incremental.session import Change, LoadedGraph, Triple

__all__ = ["Change", "LoadedGraph", "Triple"]
