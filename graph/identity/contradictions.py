"""SQL conditions over two rows `l` and `r` of `features`: what cannot be one person, what may well be.

Each condition is true or false, never null, and says nothing where either record is silent.
"""

from __future__ import annotations

_CLOSE_NAME = 0.8
"""Jaro-Winkler similarity from which two names may be spellings of one."""

_SURE_NAME = 0.9
"""The same where a different gender casts doubt on it: Peter and Petra are 0.87."""

_TYPOS = 2
"""Most digits of a date that a slip of the pen changes."""

_FULL_DATE = "(length(l.birth_date) = 8 AND length(r.birth_date) = 8)"
_DATE_EDITS = "damerau_levenshtein(l.birth_date, r.birth_date)"
_SWAPPED = (
    "(left(l.birth_date, 4) = left(r.birth_date, 4)"
    " AND substr(l.birth_date, 5, 2) = right(r.birth_date, 2)"
    " AND right(l.birth_date, 2) = substr(r.birth_date, 5, 2))"
)


def _known(condition: str) -> str:
    return f"coalesce({condition}, FALSE)"


def _given_unlike(similarity: float) -> str:
    """Neither spelling, nickname, initial, beginning nor another of the other's names."""
    return _known(
        f"""(jaro_winkler_similarity(l.given, r.given) < {similarity}
        AND damerau_levenshtein(l.given, r.given) > 1
        AND NOT coalesce(list_has_any(l.given_formal, r.given_formal), FALSE)
        AND NOT starts_with(l.given, r.given) AND NOT starts_with(r.given, l.given)
        AND NOT coalesce(list_contains(l.name_words, r.given), FALSE)
        AND NOT coalesce(list_contains(r.name_words, l.given), FALSE))"""
    )


GIVEN_DIFFERS = _given_unlike(_CLOSE_NAME)
"""The given names are of two people."""

FAMILY_DIFFERS = _known(
    f"""(jaro_winkler_similarity(l.family, r.family) < {_CLOSE_NAME}
    AND l.family_sound IS DISTINCT FROM r.family_sound
    AND NOT coalesce(list_has_any(l.name_words, r.family_words), FALSE)
    AND NOT coalesce(list_has_any(r.name_words, l.family_words), FALSE))"""
)
"""The family names are different; marriage may explain it."""

BIRTH_EQUAL = _known(f"({_FULL_DATE} AND l.birth_date = r.birth_date)")

BIRTH_FAR = _known(f"({_FULL_DATE} AND {_DATE_EDITS} > {_TYPOS} AND NOT {_SWAPPED})")
"""Complete birth dates that no slip explains."""

BIRTH_DIFFERS = _known(f"({_FULL_DATE} AND {_DATE_EDITS} > 1 AND NOT {_SWAPPED})")
"""Complete birth dates that are more than one slip apart."""

SUFFIX_DIFFERS = _known("l.suffix <> r.suffix")

GENDER_DIFFERS = f"({_known('l.gender <> r.gender')} AND {_given_unlike(_SURE_NAME)})"
"""Different gender, and the given names bear it out."""

ADDRESS_EQUAL = _known(
    "(l.street = r.street AND l.house_number IS NOT DISTINCT FROM r.house_number"
    " AND coalesce(l.postal_code = r.postal_code, l.city = r.city, FALSE))"
)

TWINS = f"({BIRTH_EQUAL} AND {GIVEN_DIFFERS} AND ({_known('l.family = r.family')} OR {ADDRESS_EQUAL}))"
"""Born on one day into one family, under clearly different given names."""

_ORGANIZATION_DIFFERS = _known(
    """(l.organization IS NOT NULL AND r.organization IS NOT NULL
    AND jaro_winkler_similarity(l.organization, r.organization) < 0.85
    AND NOT coalesce(list_has_any(l.organization_words, r.organization_words), FALSE))"""
)

ENTITY_DIFFERS = (
    "(l.entity_type <> r.entity_type AND (l.name_key IS NOT NULL OR l.organization IS NOT NULL)"
    " AND (r.name_key IS NOT NULL OR r.organization IS NOT NULL))"
)
"""A person and an organization."""

TWO_PEOPLE = (
    f"({GIVEN_DIFFERS} OR {BIRTH_FAR} OR {SUFFIX_DIFFERS} OR {GENDER_DIFFERS} OR {ENTITY_DIFFERS}"
    f" OR (l.entity_type = 'organization' AND {_ORGANIZATION_DIFFERS}))"
)
"""Two who may share a phone or a family e-mail but are not one."""
