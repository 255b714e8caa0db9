import pytest

from grondslag.register import check_digit, is_valid

PUBLISHED = ("19523529", "27233867", "11136893", "45239436", "79978718")


@pytest.mark.parametrize("code", PUBLISHED)
def test_published_codes_are_valid(code: str) -> None:
    assert is_valid(code)
    assert check_digit(code[:7]) == check_digit(code) == int(code[7])


@pytest.mark.parametrize("place", range(8))
def test_one_changed_digit_is_noticed(place: int) -> None:
    # Three and one are both coprime with ten, so every single change shows.
    code = "19523529"
    for digit in "0123456789":
        changed = code[:place] + digit + code[place + 1 :]
        assert is_valid(changed) == (changed == code)


@pytest.mark.parametrize(
    "code",
    [
        "",
        "1952352",
        "195235290",
        "10523529",
        "1952352x",
        " 19523529",
        "19523529\n",
        "１９５２３５２９",
    ],
)
def test_other_texts_are_not_codes(code: str) -> None:
    assert not is_valid(code)


@pytest.mark.parametrize("code", ["", "123456", "1203456", "123456789", "abcdefg"])
def test_check_digit_needs_seven_digits_without_zero(code: str) -> None:
    with pytest.raises(ValueError, match="LARS"):
        check_digit(code)
