"""Run the command line: ``grondslag``, or ``python -m grondslag``."""

import gc

#: So many new objects before garbage is looked for. Python's own number suits programs that make
#: and drop much; here nearly everything that is read lives to the end, and looking for garbage
#: took a fifth of the time.
_NEW_OBJECTS = 200_000


def main() -> None:
    """Run the command line and end the process with the right exit code."""
    gc.set_threshold(_NEW_OBJECTS, 20, 100)
    # Imported late, because most objects are made while modules are loaded.
    from grondslag.cli.main import main as run

    try:
        run()
    finally:
        # What is left goes with the process.
        gc.freeze()


if __name__ == "__main__":
    main()
