"""SPARQL 1.1 queries as algebra: parsed here, evaluated over columns in the engine."""
