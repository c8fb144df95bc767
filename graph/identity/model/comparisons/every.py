"""Every comparison that a model may have, with what is known of its levels before any data is seen.

A comparison joins the model when its columns are filled. Priors of a level: `m`, the share of true pairs
that fall into it, and `u`, the share of chance pairs. Training moves them by the evidence that a data set
has, so that a hundred records get a sane model and a million their own.
"""

from __future__ import annotations

from graph.identity.model.comparisons.addresses import ADDRESS, PLACE, REGION
from graph.identity.model.comparisons.comparison import (
    Comparison,
    Level,
    edits,
    equal,
    missing,
    similar,
)
from graph.identity.model.comparisons.contacts import ACCOUNT, DEVICE, DOCUMENT, EMAIL, PHONE
from graph.identity.model.comparisons.names import (
    FAMILY_NAME,
    FURTHER_NAMES,
    GIVEN_NAME,
    MIDDLE_NAME,
    NAME_PAIR,
    NAME_SUFFIX,
    TOLD_FAMILY,
)
from graph.identity.model.comparisons.organizations import BODY, DOMAIN, HOUSE, LEGAL_FORM, ORGANIZATION

_AS_FAR_AS_KNOWN = "(starts_with(birth_date_l, birth_date_r) OR starts_with(birth_date_r, birth_date_l))"


def _same_part(start: int, length: int) -> str:
    return f"substr(birth_date_l, {start}, {length}) = substr(birth_date_r, {start}, {length})"


_WHOLE_DATES = "length(birth_date_l) = 8 AND length(birth_date_r) = 8"
# Of ages, and of years written down alone, many are beside one another by chance.
_NEXT_YEAR = (
    "damerau_levenshtein(left(birth_date_l, 4), left(birth_date_r, 4)) <= 1 AND least(length(birth_date_l),"
    " length(birth_date_r)) < 8"
)

# Whoever reads a date out or types it gets one part of it wrong more often than two.
_TWO_OF_THREE = (
    f"{_WHOLE_DATES} AND ({_same_part(1, 6)}"
    f" OR {_same_part(5, 4)} OR ({_same_part(1, 4)} AND {_same_part(7, 2)}))"
)

BIRTH_DATE = Comparison(
    "birth_date",
    ("birth_date",),
    ("birth_date", "birth_year"),
    missing("birth_date"),
    (
        Level(
            "same birth date",
            f"{equal('birth_date')} AND length(birth_date_l) >= 8",
            0.72,
            0.0003,
            "birth_date",
        ),
        Level(
            "same month, day unknown",
            f"least(length(birth_date_l), length(birth_date_r)) = 6 AND {_AS_FAR_AS_KNOWN}",
            0.02,
            0.001,
        ),
        Level(
            "same year, month unknown",
            f"least(length(birth_date_l), length(birth_date_r)) < 6 AND {_AS_FAR_AS_KNOWN}",
            0.03,
            0.012,
            "birth_year",
        ),
        Level(
            "day and month swapped",
            "length(birth_date_l) = 8 AND birth_date_r = left(birth_date_l, 4)"
            " || substr(birth_date_l, 7, 2) || substr(birth_date_l, 5, 2)",
            0.01,
            0.0002,
        ),
        Level("one digit wrong", f"{_WHOLE_DATES} AND {edits('birth_date', 1)}", 0.1, 0.003),
        Level("only day, month or year differs", _TWO_OF_THREE, 0.03, 0.004),
        Level("two digits wrong", f"{_WHOLE_DATES} AND {edits('birth_date', 2)}", 0.02, 0.02),
        Level("same year", equal("birth_year"), 0.02, 0.012),
        Level("a digit of the year wrong, day unknown", _NEXT_YEAR, 0.02, 0.02),
        Level("different birth dates", "ELSE", 0.05, 0.95),
    ),
    most_different=0.4,
)

# Who have a given name in common have its gender: that says nothing beyond the name.
GENDER = Comparison(
    "gender",
    ("gender",),
    ("gender",),
    f"{missing('gender')} OR (gender_l = gender_r AND given_l = given_r)",
    (Level("same gender", equal("gender"), 0.97, 0.55), Level("different genders", "ELSE", 0.03, 0.45)),
    most_different=0.6,
)


def _place(name: str, column: str, m_same: float, u_same: float) -> Comparison:
    return Comparison(
        name,
        (column,),
        (column,),
        missing(column),
        (
            Level(f"same {name.replace('_', ' ')}", equal(column), m_same, u_same, column),
            Level("misspelt", f"{similar(column, 0.9)} OR {edits(column, 1)}", 0.1, 0.004),
            Level("different", "ELSE", 0.9 - m_same, 0.996 - u_same),
        ),
    )


def _trait(name: str, m_same: float, u_same: float) -> Comparison:
    return Comparison(
        name,
        (name,),
        (name,),
        missing(name),
        (
            Level(f"same {name}", equal(name), m_same, u_same, name),
            Level(f"similar {name}", similar(name, 0.88), 0.08, 0.02),
            Level("different", "ELSE", 0.92 - m_same, 0.98 - u_same),
        ),
    )


# A list of members may hold everybody once, and half of them be in the newsletter: how often a pair is one
# person is another question inside a source than across two.
SOURCE = Comparison(
    "source",
    ("source",),
    (),
    missing("source"),
    (Level("in one source", equal("source"), 0.5, 0.5), Level("in two sources", "ELSE", 0.5, 0.5)),
    most_different=1.0,
    of_the_data=True,
)

_ALL = (
    GIVEN_NAME,
    MIDDLE_NAME,
    FAMILY_NAME,
    TOLD_FAMILY,
    FURTHER_NAMES,
    NAME_PAIR,
    NAME_SUFFIX,
    BIRTH_DATE,
    GENDER,
    _place("birth_place", "birth_place", 0.75, 0.01),
    ADDRESS,
    PLACE,
    REGION,
    HOUSE,
    EMAIL,
    DOMAIN,
    PHONE,
    DOCUMENT,
    ACCOUNT,
    DEVICE,
    _trait("occupation", 0.7, 0.03),
    _trait("employer", 0.7, 0.01),
    _trait("nationality", 0.85, 0.3),
    ORGANIZATION,
    LEGAL_FORM,
    BODY,
    SOURCE,
)

FAMILY_SHARED = frozenset(
    {
        "family_name",
        "told_family",
        "address",
        "place",
        "region",
        "email",
        "phone",
        "device",
        "birth_place",
        "nationality",
        "employer",
    }
)
"""Comparisons on which relatives in one household agree almost as often as a person with themselves; so do
colleagues, who share a switchboard and a mailbox, on all but the family name."""

COMPARISONS = {comparison.name: comparison for comparison in _ALL}
"""All comparisons by name, in the order in which they are explained."""

__all__ = ["COMPARISONS", "FAMILY_SHARED", "Comparison", "Level"]
