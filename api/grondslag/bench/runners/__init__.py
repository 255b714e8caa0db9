"""Programs that run one engine once; each runs as a process of its own, in its peer's folder."""
