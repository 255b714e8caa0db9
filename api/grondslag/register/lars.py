"""The number of the Algorithm Register (LARS code) and its check digit.

A code has eight digits. The first seven are 1 to 9, so never zero. The eighth is the
check digit: three times the digits in odd places plus the digits in even places, modulo
ten. The register's own software (MinBZK/Algoritmeregister) hands out codes this way.
"""

import re

_CODE = re.compile(r"[1-9]{7}[0-9]")
_WITHOUT_CHECK_DIGIT = re.compile(r"[1-9]{7}")


def check_digit(code: str) -> int:
    """Return the check digit that belongs to the first seven digits of a code.

    Args:
        code: seven digits 1-9, or a full code, of which the last digit is not looked at.

    Raises:
        ValueError: the code does not start with seven digits 1-9 or has a wrong length.
    """
    if not _WITHOUT_CHECK_DIGIT.fullmatch(code[:7]) or len(code) > 8:
        raise ValueError(f"not the first seven digits of a LARS code: {code!r}")
    digits = [int(digit) for digit in code[:7]]
    return (3 * sum(digits[0::2]) + sum(digits[1::2])) % 10


def is_valid(code: str) -> bool:
    """Say whether a text is a well-formed LARS code with the right check digit."""
    return bool(_CODE.fullmatch(code)) and int(code[7]) == check_digit(code)
