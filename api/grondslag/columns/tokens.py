"""Old address of :mod:`grondslag.tokens`."""

from grondslag.tokens import *  # noqa: F403
