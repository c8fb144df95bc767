"""SQL conditions over two rows `l` and `r` of `persons`: given names that are of two people, or of one.

Two common names that differ are two names; an uncommon one may be a misspelling of anything near it.
"""

from __future__ import annotations

from graph.identity.evidence.births import known
from graph.identity.evidence.exchanged_initials import initial_exchanged

_CLOSE_NAME = 0.75
"""Jaro-Winkler similarity from which two names may be spellings of one."""

_SURE_NAME = 0.92
"""The same where a different gender casts doubt on it: Peter and Petra are 0.91."""

# Swapped names, perhaps misspelt: both of them, or the only one that a record has. Who have one family name
# did not swap it: Albert and Walburga Walter.
_OTHER_FAMILY = "l.family IS DISTINCT FROM r.family"
_GIVEN_AS_FAMILY = f"(jaro_winkler_similarity(l.given, r.family) > 0.8 AND {_OTHER_FAMILY})"
_FAMILY_AS_GIVEN = f"(jaro_winkler_similarity(l.family, r.given) > 0.8 AND {_OTHER_FAMILY})"


def _among(given: str, other: str) -> str:
    """SQL: the given name of `given` is among the other's names. Where it is the family name, the other way
    round, the other's given name has to fit as well: Collina Emma is not Pellegrino Collina."""
    rest, name = f"{other}.given", f"{given}.family"
    return f"""(list_contains({other}.name_words, {given}.given)
        AND ({given}.given IS DISTINCT FROM {other}.family OR {rest} IS NULL OR {name} IS NULL
            OR list_contains({given}.name_words, {rest}) OR list_contains({other}.given_formal, {name})
            OR starts_with({name}, {rest}) OR starts_with({rest}, {name})
            OR (length({rest}) > 1 AND jaro_winkler_similarity({rest}, {name}) > 0.7)))"""


_ONE_NAME = """coalesce((l.transliterated = 'yes' AND l.middle IS NULL
        OR r.transliterated = 'yes' AND r.middle IS NULL)
    AND greatest(length(l.given_full), length(r.given_full))
        - least(length(l.given_full), length(r.given_full)) < 4
    AND (jaro_winkler_similarity(l.given_full, r.given_full) >= 0.8
        OR (l.given_full_sound = r.given_full_sound AND length(l.given_full_sound) > 2)), FALSE)"""
"""One name in two scripts, as far as letters or sounds tell: 영희 and Young-hee."""

_OTHER_NAMES = f"""(
    NOT coalesce(list_has_any(l.given_formal, r.given_formal), FALSE)
    AND NOT starts_with(l.given, r.given) AND NOT starts_with(r.given, l.given)
    AND NOT coalesce(list_contains(l.given_initials, r.given), FALSE)
    AND NOT coalesce(list_contains(r.given_initials, l.given), FALSE)
    AND NOT coalesce({_among("r", "l")}, FALSE)
    AND NOT coalesce({_among("l", "r")}, FALSE)
    AND NOT {initial_exchanged("l.{}", "r.{}")}
    AND NOT {_ONE_NAME}
    AND NOT coalesce({_GIVEN_AS_FAMILY} AND (l.family IS NULL OR {_FAMILY_AS_GIVEN}), FALSE)
    AND NOT coalesce({_FAMILY_AS_GIVEN} AND (r.family IS NULL OR {_GIVEN_AS_FAMILY}), FALSE))"""
"""Neither nickname, initial, beginning nor another of the other's names, swapped ones included."""

# Codes of sound are coarse: Jan, John and Hannah have one, Michael and Nichole too. Two names of their own
# are spellings of one where they look alike as well, and more so where one consonant is all of the code: Thu
# and Thảo are two.
_LETTERS = "damerau_levenshtein(l.given, r.given)"
_LONGER = "greatest(length(l.given), length(r.given))"
_SOUND_EQUAL = "coalesce(l.given_sound = r.given_sound, FALSE)"
_METAPHONE_EQUAL = "coalesce(l.given_metaphone = r.given_metaphone, FALSE)"
_ONE_SPELLING = f"""(({_SOUND_EQUAL} AND {_METAPHONE_EQUAL} AND length(l.given_sound) > 1
        AND 2 * {_LETTERS} <= {_LONGER})
    OR (({_SOUND_EQUAL} OR {_METAPHONE_EQUAL}) AND 3 * {_LETTERS} <= {_LONGER}))"""


def _unlike(uncommon: str) -> str:
    """SQL: the given names are no spellings of one; `uncommon` says so where one of them is rare."""
    return f"CASE WHEN l.given_common AND r.given_common THEN NOT {_ONE_SPELLING} ELSE {uncommon} END"


_FAR_APART = f"jaro_winkler_similarity(l.given, r.given) < {_CLOSE_NAME} AND 2 * {_LETTERS} > {_LONGER}"

GIVEN_DIFFERS = known(f"({_unlike(_FAR_APART)} AND {_OTHER_NAMES})")
"""The given names are of two people, whatever errors may be in them."""

_COUNTERPARTS = "coalesce(list_contains(l.given_counterparts, r.given), FALSE)"
_OTHER_BEGINNING = f"(left(l.given, 1) <> left(r.given, 1) AND {_LETTERS} > 1)"
_MISSPELT_TOO_MUCH = f"NOT {_ONE_SPELLING} AND (3 * {_LETTERS} > {_LONGER} OR {_OTHER_BEGINNING})"
GIVEN_UNLIKE = known(f"(({_unlike(_MISSPELT_TOO_MUCH)} AND {_OTHER_NAMES}) OR {_COUNTERPARTS})")
"""The same where one contact is all that speaks for one person: more than every third letter is another, two
are and the first of them (Liana and Bianca), or they are names of a man and a woman, Peter and Petra."""

GIVEN_OF_TWO = f"coalesce(jaro_winkler_similarity(l.given, r.given) < {_SURE_NAME} AND {_OTHER_NAMES}, FALSE)"
"""Given names that are no spellings of one, where a different gender speaks against one, too."""

GIVEN_SPELT = known(f"(jaro_winkler_similarity(l.given, r.given) >= {_SURE_NAME} AND NOT {_COUNTERPARTS})")
"""Given names that are one, whatever gender is stated: equal, or spellings of one."""

OTHER_NAMES = known(_OTHER_NAMES)
"""The given names are no forms of one; true where they are merely spelled differently."""
