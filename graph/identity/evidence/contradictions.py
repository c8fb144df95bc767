"""SQL conditions over two rows `l` and `r` of `persons`: what cannot be one person, what may well be.

Each condition is true or false, never null, and says nothing where either record is silent. `persons` are the
features with `given_common`: whether the given name is one that several records have. Two common names that
differ are two names; an uncommon one may be a misspelling of anything near it.
"""

from __future__ import annotations

from graph.identity.evidence.births import BIRTH_EQUAL, BIRTH_FAR, FULL_DATES, YEARS_APART, known
from graph.identity.evidence.family_forms import MAN_AND_WOMAN
from graph.identity.evidence.further_names import other_family_names
from graph.identity.evidence.given_names import GIVEN_DIFFERS, GIVEN_OF_TWO, GIVEN_UNLIKE
from graph.identity.evidence.namesakes import (
    ADDRESSED_APART,
    HALF_NAMED,
    OTHER_MIDDLE,
    UNNAMED,
)
from graph.identity.evidence.organizations.marks import marks_agree
from graph.identity.evidence.organizations.spellings import (
    cut_off,
    differ_by_a_slip,
    goes_on_by_town,
    one_of_several,
    other_word_of_a_trade,
)
from graph.identity.evidence.organizations.words import fewer_words, shared_words
from graph.identity.evidence.places import other_town
from graph.identity.evidence.slips import if_both, if_either, one_letter_in
from graph.words.suffixes import TWINS as TWINS_TOLD

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

GENDER_DIFFERS = (
    f"({MAN_AND_WOMAN} OR coalesce(l.gender <> r.gender AND ({UNNAMED} OR {GIVEN_OF_TWO}), FALSE))"
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
