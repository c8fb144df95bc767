"""Macros for the words of organizations: spellings, kinds, units, legal forms."""

from __future__ import annotations

from graph.identity.features.macros.lists import literal, meaning, replaced, without
from graph.words.bodies import (
    CLUBS,
    FIELD_ENDS,
    FIELDS,
    INSTITUTIONS,
    KIND_ENDS,
    KIND_WORDS,
    NUMBERED,
    OF_A_GROUP,
    PROFESSIONS,
    SECTIONS,
    SHOPS,
    SUPPORTERS,
    TOWNS,
    UNITS,
)
from graph.words.cut_names import WIDTHS
from graph.words.legal_forms import (
    ANYWHERE,
    ARTICLES,
    AT_THE_END,
    FILLERS,
    FORMS_AT_THE_END,
    LINKS,
)
from graph.words.organizations import DOCTORS, DOMAINS, PHRASES, SCIENCES, SILENT
from graph.words.trading_names import MAYBE

_SPACED = "' ' || array_to_string(words, ' ')"
# Few names have one, and to look for all of them at once takes a sixth of the time.
_PHRASED = (
    f"CASE WHEN regexp_extract({_SPACED}, '{'|'.join(phrase for phrase, _ in PHRASES)}') = '' THEN {_SPACED}"
    f" ELSE {replaced(_SPACED, PHRASES)} END"
)
_FORMS_ANYWHERE = f"regexp_extract_all({_SPACED}, '{ANYWHERE}')"
_FORMS_AT_THE_END = (
    f"regexp_extract_all(regexp_extract({replaced(_SPACED, ((ANYWHERE, ' '),))}, '{AT_THE_END}'),"
    f" '{FORMS_AT_THE_END}')"
)

ORGANIZATIONS = (
    # University is Univ. and Universität, and that of Cologne is Köln's
    f"""CREATE OR REPLACE TEMP MACRO spelled_organization(words) AS list_transform(words, lambda w: coalesce(
        {meaning("organization_spellings", "w")}, regexp_replace(w, '{SCIENCES}', 'logy')))""",
    # '&' is 'and', G.m.b.H. is GmbH, and what is nothing but a legal form is a name after all
    f"""CREATE OR REPLACE TEMP MACRO distinguishing_words(words) AS {
        without(
            "spelled_organization(regexp_extract_all("
            + replaced(_PHRASED, ((DOCTORS, " "), (ANYWHERE, " "), (AT_THE_END, "")))
            + ", '[a-z0-9]+'))",
            FILLERS | ARTICLES,
        )
    }""",
    """CREATE OR REPLACE TEMP MACRO has_word_like(words, pattern) AS
        regexp_extract(array_to_string(words, ' '), pattern) <> ''""",
    f"""CREATE OR REPLACE TEMP MACRO is_institution(words) AS has_word_like(words, '{INSTITUTIONS}')
        OR (has_word_like(words, '{TOWNS}') AND NOT has_word_like(words, '{SHOPS}'))""",
    # Department of Physics is Physics, and Department of Slavic Studies a department
    f"""CREATE OR REPLACE TEMP MACRO fields_among(words) AS list_filter(words, lambda w:
        list_contains({literal(FIELDS | SUPPORTERS)}, w) OR regexp_extract(w, '{FIELD_ENDS}') <> '')""",
    f"""CREATE OR REPLACE TEMP MACRO units_among(words, institution) AS list_sort(CASE
        WHEN has_word_like(words, '{CLUBS}')
        THEN list_filter(words, lambda w: list_contains({literal(SUPPORTERS | SECTIONS)}, w))
        WHEN institution IS NULL
        THEN list_filter(words, lambda w: list_contains({literal(SUPPORTERS)}, w))
        WHEN len(fields_among(words)) > 0 THEN fields_among(words)
        ELSE list_filter(words, lambda w: list_contains({literal(UNITS)}, w)) END)""",
    # Zahnarztpraxis and Zahnmedizin are one profession, Lindenapotheke is a pharmacy, a café of two kinds:
    # cafe:bakery and cafe:hotel, each with its word, since what both names have may be of their street
    f"""CREATE OR REPLACE TEMP MACRO kinds_among(words) AS list_sort(list_distinct(regexp_extract_all(
        array_to_string(list_transform(
            regexp_extract_all(array_to_string(words, ' '), '{KIND_WORDS}'),
            lambda w: regexp_replace(coalesce(
                {meaning("kinds", "w")}, {meaning("kinds", f"regexp_extract(w, '{KIND_ENDS}')")}),
                '([a-z]+)', replace(w, ' ', '_') || ':\\1', 'g')
        ), ' '), '[a-z0-9_]+:[a-z]+')))""",
    f"""CREATE OR REPLACE TEMP MACRO group_words_among(words) AS
        list_sort(list_filter(words, lambda w: list_contains({literal(OF_A_GROUP)}, w)))""",
    f"CREATE OR REPLACE TEMP MACRO without_silent(words) AS {without('words', SILENT)}",
    # in a list of one: its patterns are long, and compiled for each place where they stand; MAG GmbH is MAG
    """CREATE OR REPLACE TEMP MACRO organization_words(words) AS list_transform(
        [distinguishing_words(words)], lambda d: CASE WHEN len(d) = 0 THEN words
            WHEN len(without_silent(d)) = 0 THEN d ELSE without_silent(d) END)[1]""",
    # M. Kern Optik is Maria Kern's, and H & M is called so
    """CREATE OR REPLACE TEMP MACRO initials_among(words) AS
        list_filter(words, lambda w: regexp_extract(w, '^[a-z]$') <> '')""",
    # Dr. Kern, Urologie is Dr. Kern, and Kern Optik Store 5 one of Kern Optik's; what is held against each
    # other by itself is left out
    f"""CREATE OR REPLACE TEMP MACRO telling_words(words) AS list_filter(words, lambda w, place:
        regexp_extract(w, '^([a-z]|[0-9]+)$') = '' AND NOT list_contains({literal(PROFESSIONS)}, w)
        AND NOT (list_contains({literal(NUMBERED)}, w)
            AND coalesce(regexp_extract(list_extract(words, place + 1), '^[0-9]+$') <> '', FALSE)))""",
    """CREATE OR REPLACE TEMP MACRO without_initials(words) AS CASE
        WHEN len(telling_words(words)) > 0 THEN telling_words(words) ELSE words END""",
    # GmbH & Co. KG has three, G.m.b.H. and Gesellschaft mit beschränkter Haftung the one of GmbH
    f"""CREATE OR REPLACE TEMP MACRO legal_forms_of(words) AS list_sort(list_distinct(list_filter(
        list_transform(list_concat({_FORMS_ANYWHERE}, {_FORMS_AT_THE_END}),
        lambda f: coalesce({meaning("legal_forms", "replace(f, ' ', '')")}, replace(f, ' ', ''))),
        lambda f: NOT list_contains({literal(LINKS)}, f))))""",
    # Wallace.dev is Wallace
    f"""CREATE OR REPLACE TEMP MACRO without_domain(s) AS
        regexp_replace(s, '([a-z0-9])[.]({"|".join(sorted(DOMAINS))})\\b', '\\1')""",
    """CREATE OR REPLACE TEMP MACRO organization_words_of(s) AS words_of(replace(without_domain(fold_text(
        CASE WHEN other_script(s) THEN organization_in_latin(s) ELSE s END)), '&', ' and '))""",
    # as long as a column is wide: Kern Gebäudereinigung Verwaltungsges
    f"""CREATE OR REPLACE TEMP MACRO is_cut(s) AS
        coalesce(list_contains({list(WIDTHS)}, length(s)), FALSE)""",
    # Robin Plumbing (B. Taylor Ltd), B. Taylor Ltd t/a Robin Plumbing
    f"""CREATE OR REPLACE TEMP MACRO organization_names_of(s) AS CASE
        WHEN regexp_extract(s, '{MAYBE}') = '' THEN [CASE WHEN is_cut(s) THEN whole_name(s) ELSE s END]
        ELSE names_in(CASE WHEN is_cut(s) THEN whole_name(s) ELSE s END) END""",
)
