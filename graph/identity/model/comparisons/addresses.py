"""Comparisons of addresses: as a whole, or of the place alone."""

from __future__ import annotations

from collections.abc import Iterable

from graph.identity.model.comparisons.comparison import (
    Comparison,
    Level,
    edits,
    equal,
    missing,
    similar,
)
from graph.words.states import CODES


def _is_among(column: str, words: Iterable[str]) -> str:
    """SQL: the text of the column is one of these words, none of which has a comma.

    DuckDB would make a join of each list, which takes longer than all comparisons of a few hundred pairs.
    """
    return f"position(',' || {column} || ',' IN ',{','.join(words)},') > 0"


_ONE_PLACE = "(postal_code_l = postal_code_r OR city_l = city_r)"
_NOT_ELSEWHERE = "(coalesce(postal_code_l = postal_code_r, TRUE) OR coalesce(city_l = city_r, TRUE))"

SAME_HOUSE = f"({equal('street')} AND {equal('house_number')} AND {_NOT_ELSEWHERE})"
# Springfield in Illinois is not the one in Ohio. Only codes of one country tell: Bavaria is Bayern, 75 lies
# in IDF, and what Mexicans call DF is CMX, though DF is a state of Brazil.
_OTHER_STATE = "coalesce(region_l <> region_r AND ({}), FALSE)".format(
    " OR ".join(
        f"({_is_among('region_l', codes)} AND {_is_among('region_r', codes)})" for codes in CODES.values()
    )
)
_SAME_CITY = f"{equal('city')} AND NOT {_OTHER_STATE}"
_CITY_MISSPELT = f"({similar('city', 0.9)} OR {edits('city', 1)}) AND NOT {_OTHER_STATE}"
# 723 E 75th St has most words of 514 E 75th St.
_ONE_NUMBER = (
    "(coalesce(house_l = house_r, TRUE) OR list_contains(address_words_l, split_part(house_r, ' ', 1))"
    " OR list_contains(address_words_r, split_part(house_l, ' ', 1)))"
)
_SAME_ADDRESS_WORDS = (
    "(len(list_intersect(address_words_l, address_words_r))"
    " >= 0.75 * least(len(address_words_l), len(address_words_r))"
    f" AND least(len(address_words_l), len(address_words_r)) >= 3 AND {_ONE_NUMBER})"
)
NEARLY_SAME_HOUSE = f"({_SAME_ADDRESS_WORDS} OR ({equal('house')} AND {_NOT_ELSEWHERE}))"
_ALL_WORDS = (
    "len(list_intersect(place_words_l, place_words_r))"
    " >= greatest(least(len(place_words_l), len(place_words_r)), 4)"
)
_NEAR_STREET = f"({similar('street', 0.88)} OR {equal('street')}) AND {_ONE_PLACE}"

BOTH_TELL_TOWN = (
    "coalesce(entity_type_l = 'organization' AND city_l = city_r AND length(city_l) > 2"
    " AND position(city_l IN organization_l) > 0 AND position(city_l IN organization_r) > 0, FALSE)"
)
"""SQL: two firms of one town, which is in the names of both."""

# Kern Optik Ulm is in Ulm: where names say so, a town is no second agreement, and of branches it is the only.
_TOWN_TOLD = (
    f"(CASE WHEN {BOTH_TELL_TOWN} THEN NOT coalesce({SAME_HOUSE} OR {NEARLY_SAME_HOUSE}"
    f" OR ({_ALL_WORDS}) OR ({_NEAR_STREET}), FALSE) ELSE FALSE END)"
)

# One comparison for the whole address: its parts repeat each other, and a family shares them all.
ADDRESS = Comparison(
    "address",
    ("address_words",),
    ("street", "house", "postal", "city"),
    f"{missing('address_words')} OR {_TOWN_TOLD}",
    (
        Level(
            "same street and number",
            SAME_HOUSE,
            0.45,
            0.0002,
            "house",
        ),
        Level(
            "same words, or house and name of the street",
            NEARLY_SAME_HOUSE,
            0.1,
            0.0005,
        ),
        Level(
            "all words of one in the other",
            _ALL_WORDS,
            0.02,
            0.0003,
        ),
        Level(
            "similar street in one place",
            _NEAR_STREET,
            0.1,
            0.0005,
        ),
        Level("same postal code", equal("postal_code"), 0.1, 0.002, "postal_code"),
        Level("postal code with one error", edits("postal_code", 1), 0.03, 0.004),
        Level("same city", _SAME_CITY, 0.06, 0.01, "city"),
        Level("same postal area", equal("postal_area"), 0.02, 0.006),
        Level("city misspelt", _CITY_MISSPELT, 0.03, 0.006),
        Level("different addresses", "ELSE", 0.11, 0.97),
    ),
)

# Who gives no street can agree on no more than the place, and that must not count as half an agreement; nor
# may a city where no postal code is known. Data mostly have one of the two, so each is what most have.
PLACE = Comparison(
    "place",
    ("postal_code", "city"),
    ("postal", "city"),
    f"NOT ({missing('address_words')}) OR (({missing('postal_code')}) AND ({missing('city')}))",
    (
        Level("same postal code", equal("postal_code"), 0.42, 0.002, "postal_code"),
        Level(
            "same city, postal code unknown",
            f"{_SAME_CITY} AND ({missing('postal_code')})",
            0.4,
            0.01,
            "city",
        ),
        Level("postal code with one error", edits("postal_code", 1), 0.03, 0.004),
        Level("same city", _SAME_CITY, 0.04, 0.01, "city"),
        Level("same postal area", equal("postal_area"), 0.02, 0.006),
        Level("city misspelt", _CITY_MISSPELT, 0.03, 0.006),
        Level("different places", "ELSE", 0.06, 0.962),
    ),
    told_by="address_words IS NULL AND coalesce(postal_code, city) IS NOT NULL",
)

# Where nothing finer is known on both sides, the state or province is what is left.
REGION = Comparison(
    "region",
    ("region",),
    ("region", "postal", "city"),
    f"{missing('region')} OR NOT (({missing('address_words')}) AND ({missing('postal_code')})"
    f" AND ({missing('city')}))",
    (
        Level("same region", equal("region"), 0.9, 0.15, "region"),
        Level("different regions", "ELSE", 0.1, 0.85),
    ),
    told_by="address_words IS NULL AND region IS NOT NULL",
)
