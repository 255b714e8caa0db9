"""The one place where the benchmark touches our engine."""
