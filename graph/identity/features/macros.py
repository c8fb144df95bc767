"""SQL macros that the feature queries call: folding, and what words mean by the place they stand in.

A macro's parameter stands in its text as often as it is used there, so one that uses it twice takes a column:
to fold again what is made of folded text would make DuckDB's plan 25 times as large.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from graph.words.bodies import (
    CLUBS,
    FIELD_ENDS,
    FIELDS,
    INSTITUTIONS,
    KIND_ENDS,
    KIND_WORDS,
    KINDS,
    NUMBERED,
    OF_A_GROUP,
    PROFESSIONS,
    SECTIONS,
    SHOPS,
    SUPPORTERS,
    TOWNS,
    UNITS,
)
from graph.words.cities import NAMES as CITIES
from graph.words.cut_names import WIDTHS
from graph.words.dwellings import BOXES
from graph.words.folding import UMLAUTS, WHOLE_NAME, fold_text
from graph.words.legal_forms import (
    ANYWHERE,
    ARTICLES,
    AT_THE_END,
    FILLERS,
    FORMS_AT_THE_END,
    LINKS,
    SHORT,
)
from graph.words.organizations import DOCTORS, DOMAINS, PHRASES, SCIENCES, SILENT
from graph.words.organizations import SPELLINGS as ORGANIZATION_SPELLINGS
from graph.words.particles import ASIDE, PARTICLES
from graph.words.roles import DESKS, MAILBOXES
from graph.words.states import SPELLINGS as STATE_CODES
from graph.words.streets import SPELLINGS, STREET_WORDS, WITHIN
from graph.words.suffixes import COUNTED, RANKS, SURE, TWINS
from graph.words.titles import ABBREVIATIONS, NEVER_NAMES, PEERAGE, RANKS_ONLY
from graph.words.trading_names import MAYBE


def _literal(words: Iterable[str]) -> str:
    """Only words that folding leaves whole: not `'t`."""
    return "[" + ", ".join(f"'{word}'" for word in sorted(words) if word.isalnum()) + "]"


def _meaning(name: str, word: str) -> str:
    """What one of MEANINGS has under a word; NULL where it has nothing."""
    return f"map_extract_value(getvariable('{name}'), {word})"


def _replaced(text: str, steps: Iterable[tuple[str, str]]) -> str:
    for pattern, replacement in steps:
        text = f"regexp_replace({text}, '{pattern}', '{replacement}', 'g')"
    return text


def _without(words: str, unwanted: Iterable[str]) -> str:
    return f"list_filter({words}, lambda w: NOT list_contains({_literal(unwanted)}, w))"


def _unaccented(text: str) -> str:
    for letter, letters in UMLAUTS.items():
        text = f"replace({text}, '{letter}', '{letters}')"
    return text


_MEANINGS: Mapping[str, Mapping[str, str]] = {
    "cities": CITIES,
    "kinds": KINDS,
    "legal_forms": SHORT,
    "organization_spellings": CITIES | ORGANIZATION_SPELLINGS,
    "ranks": RANKS,
    "states": STATE_CODES,
    "street_words": STREET_WORDS,
}
MEANINGS = {name: dict(sorted(meanings.items())) for name, meanings in _MEANINGS.items()}
"""What words stand for, in one order whatever the process. DuckDB keeps them as variables: a map that is
written down is made for each row."""

_DESK = f"({'|'.join(sorted(DESKS))})"

_NAMES = (
    # 김민준 is Minjun Kim, and 佐藤健一 Kenichi Sato
    rf"""CREATE OR REPLACE TEMP MACRO given_first(s) AS
        regexp_replace(s, '^{WHOLE_NAME}$', '\2 \1')""",
    f"CREATE OR REPLACE TEMP MACRO name_words_of(s) AS {_without('fold_words(s)', NEVER_NAMES)}",
    # Phil is a name, but not in Dr. phil.
    f"""CREATE OR REPLACE TEMP MACRO without_titles(words) AS
        CASE WHEN list_has_any(words, {_literal(NEVER_NAMES)})
        THEN {_without("words", NEVER_NAMES | ABBREVIATIONS)} ELSE words END""",
    # 'Clifford, 1st baron': what stands behind a comma is a title as a whole
    f"""CREATE OR REPLACE TEMP MACRO without_title_behind(words) AS
        CASE WHEN list_has_any(words, {_literal(NEVER_NAMES)})
        THEN {_without("words", NEVER_NAMES | ABBREVIATIONS | PEERAGE)} ELSE words END""",
    # Graf Lambsdorff is Lambsdorff, but Graf is Graf
    f"""CREATE OR REPLACE TEMP MACRO without_ranks(words) AS
        list_concat({_without("words[:-2]", PEERAGE)}, words[-1:])""",
    f"""CREATE OR REPLACE TEMP MACRO without_ranks_in_whole(words) AS
        CASE WHEN len({_without("words[:-2]", PEERAGE)}) > 0 THEN without_ranks(words) ELSE words END""",
    f"CREATE OR REPLACE TEMP MACRO rank_alone(words) AS len({_without('words', RANKS_ONLY)}) = 0",
    f"""CREATE OR REPLACE TEMP MACRO without_lone_ranks(words) AS
        CASE WHEN rank_alone(words) THEN words ELSE {_without("words", RANKS_ONLY)} END""",
    # the first word is a name, whatever it looks like
    f"""CREATE OR REPLACE TEMP MACRO without_suffix(words) AS
        list_concat(words[:1], {_without("words[2:]", SURE)})""",
    f"""CREATE OR REPLACE TEMP MACRO counted_suffixes(words) AS
        list_filter(words, lambda w: list_contains({_literal(COUNTED)}, w))""",
    f"""CREATE OR REPLACE TEMP MACRO suffix_rank(words) AS
        {_meaning("ranks", f"list_filter(words, lambda w: list_contains({_literal(RANKS)}, w))[-1]")}""",
    # degrees are kept as suffixes, too: the D of M.D. tells no twin
    f"""CREATE OR REPLACE TEMP MACRO stated_suffix(words) AS CASE
        WHEN len(words) = 1 AND list_contains({_literal(TWINS)}, words[1])
        THEN words[1] ELSE suffix_rank(words) END""",
    f"""CREATE OR REPLACE TEMP MACRO without_particles(words) AS CASE
        WHEN len({_without("words", ASIDE)}) = 0 THEN words ELSE {_without("words", ASIDE)} END""",
)

_SPACED = "' ' || array_to_string(words, ' ')"
# Few names have one, and to look for all of them at once takes a sixth of the time.
_PHRASED = (
    f"CASE WHEN regexp_extract({_SPACED}, '{'|'.join(phrase for phrase, _ in PHRASES)}') = '' THEN {_SPACED}"
    f" ELSE {_replaced(_SPACED, PHRASES)} END"
)
_FORMS_ANYWHERE = f"regexp_extract_all({_SPACED}, '{ANYWHERE}')"
_FORMS_AT_THE_END = (
    f"regexp_extract_all(regexp_extract({_replaced(_SPACED, ((ANYWHERE, ' '),))}, '{AT_THE_END}'),"
    f" '{FORMS_AT_THE_END}')"
)

_BOX = "|".join(sorted({"pobox", *((fold_text(box) or "").replace(".", "[.]") for box in BOXES)}))

_ORGANIZATIONS = (
    # University is Univ. and Universität, and that of Cologne is Köln's
    f"""CREATE OR REPLACE TEMP MACRO spelled_organization(words) AS list_transform(words, lambda w: coalesce(
        {_meaning("organization_spellings", "w")}, regexp_replace(w, '{SCIENCES}', 'logy')))""",
    # '&' is 'and', G.m.b.H. is GmbH, and what is nothing but a legal form is a name after all
    f"""CREATE OR REPLACE TEMP MACRO distinguishing_words(words) AS {
        _without(
            "spelled_organization(regexp_extract_all("
            + _replaced(_PHRASED, ((DOCTORS, " "), (ANYWHERE, " "), (AT_THE_END, "")))
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
        list_contains({_literal(FIELDS | SUPPORTERS)}, w) OR regexp_extract(w, '{FIELD_ENDS}') <> '')""",
    f"""CREATE OR REPLACE TEMP MACRO units_among(words, institution) AS list_sort(CASE
        WHEN has_word_like(words, '{CLUBS}')
        THEN list_filter(words, lambda w: list_contains({_literal(SUPPORTERS | SECTIONS)}, w))
        WHEN institution IS NULL
        THEN list_filter(words, lambda w: list_contains({_literal(SUPPORTERS)}, w))
        WHEN len(fields_among(words)) > 0 THEN fields_among(words)
        ELSE list_filter(words, lambda w: list_contains({_literal(UNITS)}, w)) END)""",
    # Zahnarztpraxis and Zahnmedizin are one profession, Lindenapotheke is a pharmacy, a café of two kinds:
    # cafe:bakery and cafe:hotel, each with its word, since what both names have may be of their street
    f"""CREATE OR REPLACE TEMP MACRO kinds_among(words) AS list_sort(list_distinct(regexp_extract_all(
        array_to_string(list_transform(
            regexp_extract_all(array_to_string(words, ' '), '{KIND_WORDS}'),
            lambda w: regexp_replace(coalesce(
                {_meaning("kinds", "w")}, {_meaning("kinds", f"regexp_extract(w, '{KIND_ENDS}')")}),
                '([a-z]+)', replace(w, ' ', '_') || ':\\1', 'g')
        ), ' '), '[a-z0-9_]+:[a-z]+')))""",
    f"""CREATE OR REPLACE TEMP MACRO group_words_among(words) AS
        list_sort(list_filter(words, lambda w: list_contains({_literal(OF_A_GROUP)}, w)))""",
    f"CREATE OR REPLACE TEMP MACRO without_silent(words) AS {_without('words', SILENT)}",
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
        regexp_extract(w, '^([a-z]|[0-9]+)$') = '' AND NOT list_contains({_literal(PROFESSIONS)}, w)
        AND NOT (list_contains({_literal(NUMBERED)}, w)
            AND coalesce(regexp_extract(list_extract(words, place + 1), '^[0-9]+$') <> '', FALSE)))""",
    """CREATE OR REPLACE TEMP MACRO without_initials(words) AS CASE
        WHEN len(telling_words(words)) > 0 THEN telling_words(words) ELSE words END""",
    # GmbH & Co. KG has three, G.m.b.H. and Gesellschaft mit beschränkter Haftung the one of GmbH
    f"""CREATE OR REPLACE TEMP MACRO legal_forms_of(words) AS list_sort(list_distinct(list_filter(
        list_transform(list_concat({_FORMS_ANYWHERE}, {_FORMS_AT_THE_END}),
        lambda f: coalesce({_meaning("legal_forms", "replace(f, ' ', '')")}, replace(f, ' ', ''))),
        lambda f: NOT list_contains({_literal(LINKS)}, f))))""",
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

_STREETS = (
    f"""CREATE OR REPLACE TEMP MACRO is_box(line) AS
        regexp_extract(line, '^({_BOX})[ .:]*(n[ro][ .]*)?([0-9]|$)') <> ''""",
    f"CREATE OR REPLACE TEMP MACRO spelled_street(folded) AS {_replaced('folded', SPELLINGS)}",
    f"CREATE OR REPLACE TEMP MACRO without_unit(spelled) AS {_replaced('spelled', WITHIN)}",
    f"""CREATE OR REPLACE TEMP MACRO street_words_of(spelled) AS list_transform(
        words_of(spelled), lambda w: coalesce({_meaning("street_words", "w")}, w))""",
    # 3232 W Fullerton Ave is `3232 fullerton`, Lindenstr. 53b `53 linden`, 900 Third Ave `900 3`
    """CREATE OR REPLACE TEMP MACRO numbers_among(words) AS list_filter(list_transform(
        words, lambda w: regexp_extract(w, '^[0-9]+')), lambda n: n <> '')""",
    f"""CREATE OR REPLACE TEMP MACRO names_among(words) AS list_filter(words, lambda w:
        length(w) > 2 AND regexp_extract(w, '^[0-9]+') = ''
        AND NOT list_contains({_literal({*STREET_WORDS.values(), *PARTICLES})}, w))""",
    """CREATE OR REPLACE TEMP MACRO house_of(words) AS
        numbers_among(words)[1] || ' ' || coalesce(names_among(words)[1], numbers_among(words)[2])""",
)

MACROS = (
    f"CREATE OR REPLACE TEMP MACRO fold_accents(s) AS strip_accents({_unaccented('lower(s)')})",
    """CREATE OR REPLACE TEMP MACRO fold_text(s) AS nullif(trim(CASE
        WHEN regexp_full_match(s, '[\\x00-\\x7F]*') THEN lower(s)
        WHEN regexp_full_match(fold_accents(s), '[\\x00-\\x7F]*') THEN fold_accents(s)
        ELSE lower(to_ascii(s)) END), '')""",
    # O'Hare is ohare, but Anna-Maria is two words; where a letter was lost, Miko?aj, the word goes on
    """CREATE OR REPLACE TEMP MACRO words_of(folded) AS
        regexp_extract_all(regexp_replace(folded, '[''`´’?]', '', 'g'), '[a-z0-9]+')""",
    "CREATE OR REPLACE TEMP MACRO fold_words(s) AS words_of(fold_text(s))",
    "CREATE OR REPLACE TEMP MACRO other_script(s) AS regexp_extract(s, '[Ͱ-᷿⺀-힣]') <> ''",
    "CREATE OR REPLACE TEMP MACRO in_characters(s) AS regexp_extract(s, '[㐀-鿿豈-﫿]') <> ''",
    *_NAMES,
    *_ORGANIZATIONS,
    *_STREETS,
    # München is Munich
    f"""CREATE OR REPLACE TEMP MACRO city_or(word) AS coalesce({_meaning("cities", "word")}, word)""",
    # North Carolina is NC
    f"""CREATE OR REPLACE TEMP MACRO state_or(word) AS coalesce({_meaning("states", "word")}, word)""",
    # Info, Sales Team: whoever answers there; not folded, since every name is asked
    f"""CREATE OR REPLACE TEMP MACRO is_desk(s) AS
        regexp_extract(lower(s), '^{_DESK}([ ./-]+{_DESK})*$') <> ''""",
    # info@, office2@
    f"""CREATE OR REPLACE TEMP MACRO is_mailbox(s) AS
        list_contains({_literal(MAILBOXES)}, regexp_replace(s, '[-_.]?[0-9]+$', ''))""",
    # one word with a digit or an underscore: sunny92, the_wolf
    "CREATE OR REPLACE TEMP MACRO is_nickname(s) AS regexp_extract(s, '^[^ 0-9]{3,}[0-9_][^ ]*$') <> ''",
    # Alghamdi is Al-Ghamdi, and Elsayed El Sayed; Alvarez has another word then, which is nobody's
    """CREATE OR REPLACE TEMP MACRO with_article_off(words) AS list_distinct(list_concat(words, list_filter(
        list_transform(words, lambda w: regexp_extract(w, '^[ae]l([^aeiouy][a-z]{3,})$', 1)),
        lambda w: w <> '')))""",
    # no more than an initial is left without the words of the person's own name
    """CREATE OR REPLACE TEMP MACRO made_of(s, words) AS length(list_reduce(
        words, lambda rest, word: replace(rest, word, ''), regexp_replace(s, '[^a-z0-9]', '', 'g'))) < 2""",
    # ahmed.alshehri@ is of the name of Ahmad al-Shehri, too, and yusuf.ahmad@ of that of Youssef Ahmed
    "CREATE OR REPLACE TEMP MACRO any_vowel(s) AS regexp_replace(s, '[aeiouy]+', 'a', 'g')",
    """CREATE OR REPLACE TEMP MACRO made_of_name(s, words) AS list_transform([words], lambda own:
        CASE WHEN made_of(s, own) OR made_of(any_vowel(s), list_filter(
            list_transform(own, lambda w: any_vowel(w)), lambda w: length(w) > 2)) THEN TRUE
        ELSE is_of_name(s, own) END)[1]""",
    # anna.huber86@ of who was born in 1986 is made of name and birth
    """CREATE OR REPLACE TEMP MACRO without_birth_year(s, year) AS CASE
        WHEN right(s, 4) = year THEN left(s, length(s) - 4)
        WHEN right(s, 2) = right(year, 2) THEN left(s, length(s) - 2) ELSE s END""",
    """CREATE OR REPLACE TEMP MACRO made_of_person(s, born, words) AS
        made_of_name(without_birth_year(s, left(born, 4)), words)""",
    # hans.bauer@ may be chosen by any Hans, if not by any Bauer
    """CREATE OR REPLACE TEMP MACRO given_and_more(s, given) AS
        coalesce(length(given) > 2 AND position(given IN s) > 0, FALSE)
        AND regexp_extract(s, '[0-9]') = ''""",
    # ana.garcia72@, anagarcia@ and garcia.ana@ of an Ana who gives no family name: garcia
    """CREATE OR REPLACE TEMP MACRO beside_given(box, given) AS CASE
        WHEN starts_with(box, given) THEN substr(box, length(given) + 1)
        WHEN right(box, length(given)) = given THEN left(box, length(box) - length(given)) END""",
    # christian.meier@ of a Chris is a Christian's, but chris.tian@ is a Chris Tian's
    """CREATE OR REPLACE TEMP MACRO called_in(box, given, longer) AS CASE
        WHEN list_contains(regexp_extract_all(box, '[a-z]+'), given) THEN given
        ELSE coalesce(list_filter(longer, lambda n: starts_with(regexp_replace(box, '[^a-z]', '', 'g'), n)
            OR right(regexp_replace(box, '[^a-z]', '', 'g'), length(n)) = n)[1], given) END""",
    # annamaria@ of Anna Maria tells none
    """CREATE OR REPLACE TEMP MACRO told_families(boxes, given, longer, family, own) AS CASE
        WHEN family IS NULL AND length(given) > 2 THEN list_filter(list_transform(boxes, lambda b:
            beside_given(regexp_replace(b, '[^a-z]', '', 'g'), called_in(b, given, longer))),
            lambda w: length(w) > 2 AND NOT list_contains(own, w))
        ELSE [] END""",
    # what addresses may be made of
    """CREATE OR REPLACE TEMP MACRO named_in(boxes, given, longer, family, own) AS list_concat(
        told_families(boxes, given, longer, family, own), CASE
        WHEN family IS NULL AND length(given) > 2
        THEN list_transform(boxes, lambda b: called_in(b, given, longer)) ELSE [] END, own)""",
    # nullif would have DuckDB plan the words twice
    "CREATE OR REPLACE TEMP MACRO joined(words) AS list_aggregate(words, 'string_agg', '')",
    "CREATE OR REPLACE TEMP MACRO or_null(words) AS CASE WHEN len(words) = 0 THEN NULL ELSE words END",
)
"""Statements that make the macros, each after those that it calls."""
