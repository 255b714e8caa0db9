"""Entry of ``python -m grondslag.bench``."""

import sys

from grondslag.bench.command import main

sys.exit(main())
