"""SQL conditions over two rows `l` and `r` of `persons`: what cannot be one person, what may well be.

Each condition is true or false, never null, and says nothing where either record is silent. `persons` are the
features with `given_common`: whether the given name is one that several records have. Two common names that
differ are two names; an uncommon one may be a misspelling of anything near it.
"""

from __future__ import annotations

import duckdb

from graph.identity.evidence.births import BIRTH_EQUAL, BIRTH_FAR, FULL_DATES, YEARS_APART, known
from graph.identity.evidence.colleagues import STAFF_MAILBOX
from graph.identity.evidence.exchanged_initials import initial_exchanged
from graph.identity.evidence.family_forms import MAN_AND_WOMAN
from graph.identity.evidence.further_names import other_family_names
from graph.identity.evidence.namesakes import (
    ADDRESSED_APART,
    GIVEN_IN_ADDRESS,
    HALF_NAMED,
    OTHER_MIDDLE,
    UNNAMED,
)
from graph.identity.evidence.organization_names import (
    cut_off,
    differ_by_a_slip,
    fewer_words,
    goes_on_by_town,
    marks_agree,
    one_of_several,
    other_word_of_a_trade,
    shared_words,
)
from graph.identity.evidence.places import other_town
from graph.identity.evidence.slips import if_both, if_either, one_letter_in
from graph.identity.features.placeholders import LISTED
from graph.words.given_names import given_names
from graph.words.suffixes import TWINS as TWINS_TOLD

_COMMON = 5
"""Records that a given name needs to count as a name of its own and not as a slip."""

_COMMON_SHARE = 5e-5
"""The share of records that it needs; among very many records slips become frequent too."""

_PLACEHOLDERS = [born.replace("-", "") for born in LISTED]
"""Birth dates that systems fill in where none is known."""

DESCRIBED = f"""(name_key IS NOT NULL OR organization IS NOT NULL
    OR coalesce(length(birth_date) = 8 AND NOT list_contains({_PLACEHOLDERS}, birth_date), FALSE))"""
"""Over features: the record says something of who it is, so the model's word on it counts."""

PERSON_COLUMNS = f"""f.record_id, f.source, f.entity_type, f.given, f.middle, f.given_formal,
    f.given_full, f.given_full_sound, f.given_counterparts, f.transliterated, f.given_initials,
    f.given_sound, f.given_metaphone, f.family,
    f.family_sound, f.family_words, f.further_words, f.name_words, f.name_key, f.suffix, f.gender, f.street,
    CASE WHEN NOT list_contains({_PLACEHOLDERS}, f.birth_date) THEN f.birth_date END AS birth_date,
    f.house_number, f.postal_code, f.city, f.organization, f.organization_words,
    f.organization_initials, f.organization_spelled, f.organization_unit, f.organization_kinds,
    f.organization_of_group, f.organization_given,
    f.organization_names, f.organization_further, f.organization_script, f.organization_cut,
    f.key_of_either, f.legal_forms, f.employer,
    {GIVEN_IN_ADDRESS} AS given_in_address, {STAFF_MAILBOX} AS staff_mailbox"""
"""Columns of `persons` over a feature table f; all but `given_common`."""

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

# Antonovich and Alekseevich begin alike, but are of two fathers.
_PATRONYMIC = "(?:[oei][vw](?:na|ich|ych|itch|itsch)|ilich|ichna)$"
_FATHERS = [
    f"regexp_replace({side}.middle, '(?:[oei][vw])?(?:na|ich|ych|itch|itsch)$', '')" for side in ("l", "r")
]
FATHERS_DIFFER = known(
    f"""(regexp_extract(l.middle, '{_PATRONYMIC}') <> '' AND regexp_extract(r.middle, '{_PATRONYMIC}') <> ''
    AND 3 * levenshtein({_FATHERS[0]}, {_FATHERS[1]}) > greatest(length({_FATHERS[0]}),
    length({_FATHERS[1]})))"""
)
"""Both middle names are those of fathers, as in Russian, and they are of two."""

MIDDLE_DIFFERS = f"({known('left(l.middle, 1) <> left(r.middle, 1)')} OR {FATHERS_DIFFER})"
"""Other middle names, or other initials of them."""

_FAMILY_UNLIKE = """(jaro_winkler_similarity(l.family, r.family) < 0.8
    AND NOT coalesce(list_has_any(l.name_words, r.family_words), FALSE)
    AND NOT coalesce(list_has_any(r.name_words, l.family_words), FALSE)
    AND NOT (l.given IS NULL AND coalesce(jaro_winkler_similarity(l.family, r.given) >= 0.8, FALSE))
    AND NOT (r.given IS NULL AND coalesce(jaro_winkler_similarity(r.family, l.given) >= 0.8, FALSE)))"""

# Codes of sound are as coarse here; of names in two scripts no letters are left to compare.
_FAMILY_SOUNDS = f"""coalesce(l.family_sound = r.family_sound
    AND (l.transliterated = 'yes' OR r.transliterated = 'yes'
        OR {one_letter_in(2, "l.family", "r.family")}), FALSE)"""
FAMILY_DIFFERS = known(f"({_FAMILY_UNLIKE} AND NOT {_FAMILY_SOUNDS})")
"""The family names are different; marriage may explain it. A single name may be a given one."""

SUFFIX_DIFFERS = known("l.suffix <> r.suffix")

_GIVEN_OF_TWO = (
    f"coalesce(jaro_winkler_similarity(l.given, r.given) < {_SURE_NAME} AND {_OTHER_NAMES}, FALSE)"
)
GIVEN_SPELT = known(f"(jaro_winkler_similarity(l.given, r.given) >= {_SURE_NAME} AND NOT {_COUNTERPARTS})")
"""Given names that are one, whatever gender is stated: equal, or spellings of one."""

GENDER_DIFFERS = (
    f"({MAN_AND_WOMAN} OR coalesce(l.gender <> r.gender AND ({UNNAMED} OR {_GIVEN_OF_TWO}), FALSE))"
)
"""Different gender, stated or told by the family name, and the given names bear it out, or none is known that
could."""

BOTH_NAMES_DIFFER = f"({GIVEN_DIFFERS} AND {MIDDLE_DIFFERS})"

ONE_INITIAL = known(
    f"(least(length(l.given), length(r.given)) = 1 AND {_FAMILY_UNLIKE} AND NOT {BIRTH_EQUAL})"
)
"""Other family names, and of the given names no more than an initial could be one: R. Azaan and R. Ishani, or
R. Azaan and Rahul Ishani."""

NAMES_DIFFER = f"({BOTH_NAMES_DIFFER} OR {FATHERS_DIFFER} OR {ONE_INITIAL})"
"""Names of two people, whatever else they share."""

ADDRESS_EQUAL = known(
    "(l.street = r.street AND l.house_number IS NOT DISTINCT FROM r.house_number"
    " AND coalesce(l.postal_code = r.postal_code, l.city = r.city, FALSE))"
)

BORN_TOGETHER = f"({BIRTH_EQUAL} AND ({known('l.family = r.family')} OR {ADDRESS_EQUAL}))"
"""Born on one day into one family."""

TWINS = f"({BORN_TOGETHER} AND {GIVEN_DIFFERS})"
"""Born on one day into one family, under clearly different given names."""

_TWIN = f"list_contains({sorted(TWINS_TOLD)}, CASE WHEN l.given IS NULL THEN l.suffix ELSE r.suffix END)"
NAMED_TWIN = known(f"({BORN_TOGETHER} AND (l.given IS NULL) <> (r.given IS NULL) AND {_TWIN})")
"""A twin that is told by a letter, and one of that birth who has a name: which of the two has it?"""

BORN_NEARBY = f"({FULL_DATES} AND NOT {BIRTH_FAR} AND ({known('l.family = r.family')} OR {ADDRESS_EQUAL}))"
"""The same, with a slip in one of the dates."""

OTHER_NAMES = known(_OTHER_NAMES)
"""The given names are no forms of one; true where they are merely spelled differently."""

OTHER_GIVEN = f"({known('l.given_common AND r.given_common')} AND NOT {BIRTH_EQUAL} AND {GIVEN_DIFFERS})"
"""Two given names that several people have each, and no birthday that says otherwise."""

# Firms of one trade or town share a word, branches of one brand all but the place or the number: each has a
# word of its own. Spellings of one name share all words of the shorter one, or differ in a few letters.
_SIDES = ("l.{}", "r.{}")
_SPELLINGS = if_either(
    f"{shared_words(*_SIDES)} >= {fewer_words(*_SIDES)} OR {cut_off(*_SIDES)} OR {goes_on_by_town(*_SIDES)}",
    if_either(differ_by_a_slip(*_SIDES), other_word_of_a_trade(*_SIDES)),
)
ORGANIZATION_DIFFERS = if_both(
    "l.organization IS NOT NULL AND r.organization IS NOT NULL",
    f"NOT {if_either(one_of_several(*_SIDES), if_both(_SPELLINGS, marks_agree(*_SIDES)))}",
)

OTHER_HOUSE = (
    f"({known('(l.house_number <> r.house_number OR jaro_winkler_similarity(l.street, r.street) < 0.8)')}"
    f" OR {other_town(*_SIDES)})"
)
"""Another house: branches of one company have its name and its switchboard."""

_TWO_COMMON_NAMES = known("l.given <> r.given AND l.given_common AND r.given_common")
TWO_SPELLINGS = f"({_TWO_COMMON_NAMES} AND NOT {BIRTH_EQUAL})"
"""Given names that are not the same, each a name of its own, and no birthday in common: forms or spellings of
one name at the most."""

ENTITY_DIFFERS = (
    "(l.entity_type <> r.entity_type AND (l.name_key IS NOT NULL OR l.organization IS NOT NULL)"
    " AND (r.name_key IS NOT NULL OR r.organization IS NOT NULL)"
    " AND NOT coalesce(l.key_of_either = r.key_of_either, FALSE))"
)
"""Two of these: a person, an organization, a household. Who is taken for a person because of the name alone,
Torres Dental, may be the firm of that name."""

INITIAL_ELSEWHERE = known(
    "(least(length(l.given), length(r.given)) = 1 AND l.given <> r.given"
    " AND coalesce(l.postal_code <> r.postal_code, l.city <> r.city))"
)
"""Of one given name no more than the initial is known, and the place is another: relatives who share a
contact may have that in common."""

OTHER_FAMILY_NAMES = other_family_names("l.{}", "r.{}")
"""Of several family names each has one that the other has not."""

_ANY_FIRM = "(l.entity_type = 'organization' OR r.entity_type = 'organization')"
TWO_PERSONS = (
    f"({GIVEN_UNLIKE} OR {FATHERS_DIFFER} OR {OTHER_FAMILY_NAMES} OR {BIRTH_FAR} OR {SUFFIX_DIFFERS}"
    f" OR {GENDER_DIFFERS} OR {ENTITY_DIFFERS} OR {ADDRESSED_APART})"
)
"""The same as TWO_PEOPLE where none of them is an organization."""

TWO_PEOPLE = f"({TWO_PERSONS} OR ({_ANY_FIRM} AND ({ORGANIZATION_DIFFERS} OR {OTHER_HOUSE})))"
"""Two who may share a phone or a family e-mail but are not one."""

OF_ONE_GROUP = known(
    "(l.organization <> r.organization AND least(len(l.legal_forms), len(r.legal_forms)) > 0"
    " AND len(list_intersect(l.legal_forms, r.legal_forms)) < least(len(l.legal_forms), len(r.legal_forms)))"
)
"""Firms of two names and two legal forms, Kern AG and Kern Immobilien GmbH: a group has one switchboard."""

DOUBTFUL = f"({FAMILY_DIFFERS} OR {INITIAL_ELSEWHERE} OR {OTHER_MIDDLE} OR {HALF_NAMED} OR {OF_ONE_GROUP})"
"""Two who may be one, and relatives as well: a phone or a family e-mail in common does not tell."""

NAMED_APART = f"({TWO_PEOPLE} OR ({OTHER_MIDDLE} AND NOT {BIRTH_EQUAL}))"
"""Two who are not one where contacts bring them together by way of others alone."""

CONTRADICTIONS = " + ".join(
    f"{sql}::INT" for sql in (GIVEN_DIFFERS, MIDDLE_DIFFERS, FAMILY_DIFFERS, BIRTH_FAR, GENDER_DIFFERS)
)
"""In how many ways the two contradict each other: given, middle and family name, birth date, gender."""

_NEWBORN = known(
    f"((l.given IS NULL OR r.given IS NULL) AND {BIRTH_FAR} AND {YEARS_APART} > 12 AND {YEARS_APART} < 60)"
)
"""A child that has no name yet, and its mother."""

TWO_HOLDERS = (
    f"({ENTITY_DIFFERS} OR {CONTRADICTIONS} > 1 OR ({GIVEN_DIFFERS} AND {OTHER_FAMILY_NAMES}) OR {_NEWBORN}"
    f" OR ({_ANY_FIRM} AND {ORGANIZATION_DIFFERS}))"
)
"""Two who give the same document, of which a person has one: a single contradiction may be a slip, but who
gives the number of a wife or a husband has another given name, middle name and gender; a newborn has its
mother's and no given name."""


def learn_common_names(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `common_names` (value): given names that are names of their own, by `features` or by our lists."""
    connection.execute(
        """CREATE OR REPLACE TEMP TABLE common_names AS
        SELECT given AS value FROM features WHERE given IS NOT NULL GROUP BY given
        HAVING count(*) >= greatest($common, $share * (SELECT count(given) FROM features))
        UNION SELECT unnest($listed)""",
        {"common": _COMMON, "share": _COMMON_SHARE, "listed": sorted(given_names())},
    )


def prepare_persons(connection: duckdb.DuckDBPyConnection, features: str = "features") -> None:
    """Make `persons` from a feature table and `common_names`."""
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE persons AS
        SELECT {PERSON_COLUMNS}, c.value IS NOT NULL AS given_common
        FROM {features} AS f LEFT JOIN common_names AS c ON c.value = f.given"""  # noqa: S608 - columns of our own
    )
