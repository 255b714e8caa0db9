"""``python -m grondslag.conformance SUITE_DIR``: run the W3C SHACL test suite."""

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from grondslag.conformance.earl import earl_report
from grondslag.conformance.engines import ENGINES
from grondslag.conformance.runner import run, summary
from grondslag.conformance.suite import read_suite
from grondslag.errors import GrondslagError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the suite and print the tests that fail and the counts.

    Returns:
        0 if every test passes, 1 if one fails, 2 if the suite cannot be read or the report
        cannot be written.
    """
    parser = argparse.ArgumentParser(
        prog="python -m grondslag.conformance",
        description="Voer de SHACL-testsuite van het W3C uit. / Run the W3C SHACL test suite.",
    )
    parser.add_argument("suite", type=Path, help="map met manifest.ttl / folder with manifest.ttl")
    parser.add_argument("--engine", choices=sorted(ENGINES), default="columnar")
    parser.add_argument(
        "--earl", type=Path, metavar="FILE", help="schrijf een EARL-verslag / write an EARL report"
    )
    parser.add_argument(
        "--date",
        type=date.fromisoformat,
        default=None,
        help="dag in het verslag, vandaag als weggelaten / day in the report, today if left out",
    )
    chosen = parser.parse_args(arguments)
    try:
        outcomes = run(read_suite(chosen.suite), ENGINES[chosen.engine])
        if chosen.earl is not None:
            day = chosen.date or date.today()
            text = earl_report(outcomes, chosen.engine, day)
            chosen.earl.write_text(text, encoding="utf-8", newline="\n")
    except GrondslagError as error:
        print(f"{error.text('nl')}\n{error.text('en')}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{error.filename}: {error.strerror}", file=sys.stderr)
        return 2
    for each in outcomes:
        if not each.passed:
            print(f"{each.case.name}: {each.problem}")
    print(summary(outcomes))
    return 0 if all(each.passed for each in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
