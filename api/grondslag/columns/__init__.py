"""RDF as integer columns: a dictionary of terms, and per predicate one block of sorted pairs."""
