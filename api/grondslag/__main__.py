"""Run the command line with ``python -m grondslag``."""

from grondslag.cli import main

if __name__ == "__main__":
    main()
