"""Which known name is meant by one that is not known."""

import pytest

from graph.nearest import did_you_mean, nearest

KNOWN = ("email", "birth_date", "postal_code", "Umsatz")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("emial", "email"),
        ("EMAIL", "email"),
        ("umsatz", "Umsatz"),
        ("date_of_birth", None),
        ("birthdate", "birth_date"),
        ("zip", None),
        ("", None),
    ],
)
def test_who_has_most_letters_in_common_is_meant(written: str, meant: str | None) -> None:
    assert nearest(written, KNOWN) == meant


def test_where_nobody_is_near_the_other_advice_is_given() -> None:
    assert did_you_mean("emial", KNOWN, "See the list.") == "Did you mean email?"
    assert did_you_mean("zip", KNOWN, "See the list.") == "See the list."
    assert did_you_mean("email", (), "See the list.") == "See the list."
