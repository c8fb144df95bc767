"""Macros for street lines, cities and states."""

from __future__ import annotations

from graph.identity.features.macros.lists import literal, meaning, replaced
from graph.words.dwellings import BOXES
from graph.words.folding import fold_text
from graph.words.particles import PARTICLES
from graph.words.streets import SPELLINGS, STREET_WORDS, WITHIN

_BOX = "|".join(sorted({"pobox", *((fold_text(box) or "").replace(".", "[.]") for box in BOXES)}))

PLACES = (
    f"""CREATE OR REPLACE TEMP MACRO is_box(line) AS
        regexp_extract(line, '^({_BOX})[ .:]*(n[ro][ .]*)?([0-9]|$)') <> ''""",
    f"CREATE OR REPLACE TEMP MACRO spelled_street(folded) AS {replaced('folded', SPELLINGS)}",
    f"CREATE OR REPLACE TEMP MACRO without_unit(spelled) AS {replaced('spelled', WITHIN)}",
    f"""CREATE OR REPLACE TEMP MACRO street_words_of(spelled) AS list_transform(
        words_of(spelled), lambda w: coalesce({meaning("street_words", "w")}, w))""",
    # 3232 W Fullerton Ave is `3232 fullerton`, Lindenstr. 53b `53 linden`, 900 Third Ave `900 3`
    """CREATE OR REPLACE TEMP MACRO numbers_among(words) AS list_filter(list_transform(
        words, lambda w: regexp_extract(w, '^[0-9]+')), lambda n: n <> '')""",
    f"""CREATE OR REPLACE TEMP MACRO names_among(words) AS list_filter(words, lambda w:
        length(w) > 2 AND regexp_extract(w, '^[0-9]+') = ''
        AND NOT list_contains({literal({*STREET_WORDS.values(), *PARTICLES})}, w))""",
    """CREATE OR REPLACE TEMP MACRO house_of(words) AS
        numbers_among(words)[1] || ' ' || coalesce(names_among(words)[1], numbers_among(words)[2])""",
    # München is Munich
    f"""CREATE OR REPLACE TEMP MACRO city_or(word) AS coalesce({meaning("cities", "word")}, word)""",
    # North Carolina is NC
    f"""CREATE OR REPLACE TEMP MACRO state_or(word) AS coalesce({meaning("states", "word")}, word)""",
)
