"""Grondslag: account for the use of origin and sex data in government processing.

The package validates RDF graphs of organisations, processings and legal grounds
against a rule book, answers catalogued SPARQL questions and links risk models to
the Dutch Algorithm Register.
"""

__version__ = "0.1.0"
