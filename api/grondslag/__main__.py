"""Run the command line: ``grondslag``, or ``python -m grondslag``."""

from grondslag import process


def main() -> None:
    """Run the command line and end the process with the right exit code."""
    process.begin()
    # Imported late, because most objects are made while modules are loaded.
    from grondslag.cli.main import main as run

    try:
        run()
    finally:
        process.end()


if __name__ == "__main__":
    main()
