"""Macros for the words of personal names: titles, ranks, suffixes and particles."""

from __future__ import annotations

from graph.identity.features.macros.lists import literal, meaning, without
from graph.words.folding import WHOLE_NAME
from graph.words.particles import ASIDE
from graph.words.suffixes import COUNTED, RANKS, SURE, TWINS
from graph.words.titles import ABBREVIATIONS, NEVER_NAMES, PEERAGE, RANKS_ONLY

NAMES = (
    # 김민준 is Minjun Kim, and 佐藤健一 Kenichi Sato
    rf"""CREATE OR REPLACE TEMP MACRO given_first(s) AS
        regexp_replace(s, '^{WHOLE_NAME}$', '\2 \1')""",
    f"CREATE OR REPLACE TEMP MACRO name_words_of(s) AS {without('fold_words(s)', NEVER_NAMES)}",
    # Phil is a name, but not in Dr. phil.
    f"""CREATE OR REPLACE TEMP MACRO without_titles(words) AS
        CASE WHEN list_has_any(words, {literal(NEVER_NAMES)})
        THEN {without("words", NEVER_NAMES | ABBREVIATIONS)} ELSE words END""",
    # 'Clifford, 1st baron': what stands behind a comma is a title as a whole
    f"""CREATE OR REPLACE TEMP MACRO without_title_behind(words) AS
        CASE WHEN list_has_any(words, {literal(NEVER_NAMES)})
        THEN {without("words", NEVER_NAMES | ABBREVIATIONS | PEERAGE)} ELSE words END""",
    # Graf Lambsdorff is Lambsdorff, but Graf is Graf
    f"""CREATE OR REPLACE TEMP MACRO without_ranks(words) AS
        list_concat({without("words[:-2]", PEERAGE)}, words[-1:])""",
    f"""CREATE OR REPLACE TEMP MACRO without_ranks_in_whole(words) AS
        CASE WHEN len({without("words[:-2]", PEERAGE)}) > 0 THEN without_ranks(words) ELSE words END""",
    f"CREATE OR REPLACE TEMP MACRO rank_alone(words) AS len({without('words', RANKS_ONLY)}) = 0",
    f"""CREATE OR REPLACE TEMP MACRO without_lone_ranks(words) AS
        CASE WHEN rank_alone(words) THEN words ELSE {without("words", RANKS_ONLY)} END""",
    # the first word is a name, whatever it looks like
    f"""CREATE OR REPLACE TEMP MACRO without_suffix(words) AS
        list_concat(words[:1], {without("words[2:]", SURE)})""",
    f"""CREATE OR REPLACE TEMP MACRO counted_suffixes(words) AS
        list_filter(words, lambda w: list_contains({literal(COUNTED)}, w))""",
    f"""CREATE OR REPLACE TEMP MACRO suffix_rank(words) AS
        {meaning("ranks", f"list_filter(words, lambda w: list_contains({literal(RANKS)}, w))[-1]")}""",
    # degrees are kept as suffixes, too: the D of M.D. tells no twin
    f"""CREATE OR REPLACE TEMP MACRO stated_suffix(words) AS CASE
        WHEN len(words) = 1 AND list_contains({literal(TWINS)}, words[1])
        THEN words[1] ELSE suffix_rank(words) END""",
    f"""CREATE OR REPLACE TEMP MACRO without_particles(words) AS CASE
        WHEN len({without("words", ASIDE)}) = 0 THEN words ELSE {without("words", ASIDE)} END""",
)
