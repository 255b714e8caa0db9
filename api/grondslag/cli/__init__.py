"""The command line: the same use cases as the web pages, for terminals and pipelines."""
