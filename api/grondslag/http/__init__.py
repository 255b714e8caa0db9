"""The HTTP face: the API under ``/v1`` and the SPARQL 1.1 protocol at ``/sparql``."""
