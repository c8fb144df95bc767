"""The comparisons of names: parts of them, how rare both are together, and generations."""

from __future__ import annotations

from graph.identity.evidence.exchanged_initials import initial_exchanged
from graph.identity.evidence.further_names import other_family_names
from graph.identity.evidence.slips import one_letter_in
from graph.identity.model.comparisons.comparison import (
    Comparison,
    Level,
    equal,
    half_alike,
    missing,
    misspelt,
    mostly_alike,
    share,
    similar,
)


def _transliterated(column: str) -> str:
    """SQL: one is written in another script, and they sound or look alike in Latin letters."""
    return f"(transliterated_l = 'yes' OR transliterated_r = 'yes') AND ({_alike(column)})"


def _alike(column: str) -> str:
    return f"{equal(f'{column}_sound')} OR {similar(column, 0.8)}"


# 영희 is one word, Young-hee two.
_TRANSLITERATED_WHOLE = f"""((transliterated_l = 'yes' AND middle_l IS NULL AND middle_r IS NOT NULL
    OR transliterated_r = 'yes' AND middle_r IS NULL AND middle_l IS NOT NULL) AND ({_alike("given_full")})
    AND greatest(length(given_full_l), length(given_full_r))
        - least(length(given_full_l), length(given_full_r)) < 4)"""


def _sounds_alike(column: str) -> str:
    """SQL: they sound and look alike, and are more than initials. Codes are coarse: Işın and Özcam have one,
    Michela and Nicola too, though not of both sorts, and Thu and Thảo one of one consonant."""
    codes = [equal(f"{column}_sound"), equal(f"{column}_metaphone")]
    return (
        f"(least(length({column}_l), length({column}_r)) > 1"
        f" AND (({' AND '.join(codes)} AND length({column}_sound_l) > 1 AND {half_alike(column)})"
        f" OR (({' OR '.join(codes)}) AND {mostly_alike(column)})))"
    )


def _of_one_sex(condition: str) -> str:
    """SQL: given names are alike by `condition`, and not as Peter is like Petra."""
    return f"({condition}) AND coalesce(NOT list_contains(given_counterparts_l, given_r), TRUE)"


def _spelt(column: str, other: str) -> str:
    """SQL: a name of the left record may be another of the right one with several errors; Mary is not Martin,
    though Jaro and Winkler find them alike."""
    left, right = f"{column}_l", f"{other}_r"
    longer = f"greatest(length({left}), length({right}))"
    return (
        f"coalesce(jaro_winkler_similarity({left}, {right}) >= 0.75"
        f" AND 5 * levenshtein({left}, {right}) <= 2 * {longer}, FALSE)"
    )


# Henry Howard and Howard Hughes have one word in common, which must not count as two. Hye-sang is two words
# of a given name, and one where it stands for the family name.
_SWAPPED = (
    f"((given_l = family_r AND ({_spelt('family', 'given')} OR {_spelt('family', 'given_full')}))"
    f" OR (given_r = family_l AND ({_spelt('given', 'family')} OR {_spelt('given_full', 'family')})))"
)
_INITIAL_EXCHANGED = initial_exchanged("{}_l", "{}_r")


def _alone(column: str, other: str) -> str:
    """SQL: one record has this name alone, and it is the other's name of the other sort."""
    return (
        f"(({other}_l IS NULL AND {column}_l = {other}_r) OR ({other}_r IS NULL AND {column}_r = {other}_l))"
    )


# Names of lists that put the family name in front are read the other way round now and then, namesakes' as
# often as one person's: so exchanged names say as much as those in their places, and are as rare.
_EXCHANGED = "(given_l = family_r AND family_l = given_r)"


def _among(column: str, other: str) -> str:
    """SQL: a record's name is one of the other's names, but not, by itself, the one of the other sort."""
    return (
        f"(list_contains(name_words_l, {column}_r) AND {column}_r IS DISTINCT FROM {other}_l)"
        f" OR (list_contains(name_words_r, {column}_l) AND {column}_l IS DISTINCT FROM {other}_r)"
        f" OR {_SWAPPED}"
    )


def _initial_of(left: str, right: str) -> str:
    """SQL: the name of the right record is an initial of the left one's, or of one of its forms."""
    return f"list_contains(given_initials_{left}, given_{right})"


_OWN_INITIAL = " OR ".join(
    f"({_initial_of(left, right)} AND starts_with(given_{left}, given_{right}))"
    for left, right in ("lr", "rl")
)

SAME_GIVEN = "same given name"

GIVEN_NAME = Comparison(
    "given_name",
    ("given",),
    ("given", "name"),
    f"{missing('given')} OR {_INITIAL_EXCHANGED}",  # the family name's comparison counts it, once
    (
        Level(
            SAME_GIVEN,
            f"({equal('given')} AND length(given_l) > 1) OR {_SWAPPED}",
            0.66,
            0.012,
            "given",
        ),
        # Who writes one name as an initial need not do so again.
        Level("the same initial", equal("given"), 0.02, 0.002, "given"),
        Level(
            "forms of one name",
            _of_one_sex(f"{share('given_formal')} OR {equal('given_full')}"),
            0.09,
            0.008,
        ),
        Level("one misspelt", _of_one_sex(misspelt("given")), 0.1, 0.006),
        Level("an initial of the other", _OWN_INITIAL, 0.03, 0.005),
        Level(
            "an initial of a form of the other",
            f"{_initial_of('l', 'r')} OR {_initial_of('r', 'l')}",
            0.004,
            0.006,
        ),
        Level("among the other's names", _among("given", "family"), 0.05, 0.006),
        # Howard alone is no Henry Howard, unless names stand in the wrong columns here: the data tell.
        Level("alone, the other's family name", _alone("given", "family"), 0.003, 0.003),
        Level(
            "transliterated alike",
            f"{_transliterated('given')} OR {_TRANSLITERATED_WHOLE}",
            0.016,
            0.0003,
        ),
        Level("sounds alike", _of_one_sex(_sounds_alike("given")), 0.02, 0.006),
        Level("different given names", "ELSE", 0.03, 0.955),
    ),
    most_different=0.3,
)

# Who gives no family name has the two given names of many others: Luiz Gustavo is one name more than two.
MIDDLE_NAME = Comparison(
    "middle_name",
    ("middle",),
    ("given", "name"),
    f"{missing('middle')} OR (({missing('family')}) AND {equal('middle')})",
    (
        Level("same middle name", equal("middle"), 0.6, 0.04, "middle"),
        Level(
            "an initial of the other",
            "(length(middle_l) = 1 OR length(middle_r) = 1) AND left(middle_l, 1) = left(middle_r, 1)",
            0.12,
            0.05,
        ),
        Level(
            "one misspelt",
            f"{misspelt('middle')} OR ({equal('middle_sound')} AND {mostly_alike('middle')})",
            0.1,
            0.02,
        ),
        Level("transliterated alike", _transliterated("middle"), 0.016, 0.0003),
        Level("different middle names", "ELSE", 0.18, 0.89),
    ),
    most_different=0.5,
)

FAMILY_NAME = Comparison(
    "family_name",
    ("family",),
    ("family", "name"),
    missing("family"),
    (
        Level("same family name", f"{equal('family')} OR {_EXCHANGED}", 0.74, 0.002, "family"),
        Level("one misspelt", f"{misspelt('family')} OR {_SWAPPED}", 0.11, 0.003),
        Level("transliterated alike", _transliterated("family"), 0.016, 0.0003),
        Level("sounds alike", _sounds_alike("family"), 0.03, 0.004),
        Level(
            "among the other's names",
            f"{share('family_words')} OR {_among('family', 'given')} OR {_INITIAL_EXCHANGED}",
            0.06,
            0.003,
        ),
        # One word alone counts as a family name, and may be a given one.
        Level("alone, the other's given name", _alone("family", "given"), 0.02, 0.003),
        Level("different family names", "ELSE", 0.06, 0.988),
    ),
    most_different=0.4,
)


def _told(told: str, named: str) -> str:
    """SQL: the family name that the address of `told` tells is that of `named`, or begins or ends with it:
    ana.garcialopez@ of Ana Garcia, davi.dacruz@ of Davi Cruz."""
    address, family = f"told_family_{told}", f"family_{named}"
    return (
        f"coalesce({address} = {family} OR list_contains(family_words_{named}, {address})"
        f" OR (length({family}) > 2 AND (starts_with({address}, {family})"
        f" OR right({address}, length({family})) = {family}))"
        f" OR (jaro_winkler_similarity({address}, {family}) >= 0.9"
        f" AND {one_letter_in(3, address, family)}), FALSE)"
    )


# Who gives no family name may have it in an address, which others make of other words.
TOLD_FAMILY = Comparison(
    "told_family",
    ("told_family",),
    ("family", "name", "email"),
    "(told_family_l IS NULL OR family_r IS NULL) AND (told_family_r IS NULL OR family_l IS NULL)",
    (
        Level(
            "the family name in the other's address",
            f"{_told('l', 'r')} OR {_told('r', 'l')}",
            0.6,
            0.004,
            "family",
        ),
        Level("another one in the other's address", "ELSE", 0.4, 0.996),
    ),
    most_different=0.6,
)

# The other parent's name tells a father from his son, and cousins from one another. Few files have enough of
# either to learn it from.
_OTHER_FAMILY_NAMES = other_family_names("{}_l", "{}_r")
FURTHER_NAMES = Comparison(
    "further_names",
    ("further_words",),
    ("family", "name"),
    f"NOT {_OTHER_FAMILY_NAMES}",
    (
        Level("each has another family name besides", _OTHER_FAMILY_NAMES, 0.02, 0.98),
        Level("the same family names", "ELSE", 0.98, 0.02),
    ),
    learned=False,
)

EXCHANGED = "given and family name exchanged"
"""Where the data tell nothing of it, two bits less than equal names: Jones Jay may be somebody's name."""

# What both names together say less than each of them, by frequency.
NAME_PAIR = Comparison(
    "name_pair",
    ("name_pair",),
    ("given", "family", "name"),
    missing("name_pair"),
    (
        Level("same full name", equal("name_pair"), 0.5, 0.5, "name_pair"),
        Level(EXCHANGED, _SWAPPED, 0.001, 0.004),
        Level("different full names", "ELSE", 0.499, 0.496),
    ),
    learned=False,
)

NAME_SUFFIX = Comparison(
    "name_suffix",
    ("suffix",),
    ("suffix",),
    missing("suffix"),
    (
        Level("same generation", equal("suffix"), 0.996, 0.5),
        Level("different generations", "ELSE", 0.004, 0.5),
    ),
    most_different=0.1,
)
