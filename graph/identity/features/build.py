"""The feature table: what two records are compared on, made from records and identifiers in SQL.

Every column is NULL where a record says nothing, so that Splink sees missing evidence as missing. Text is
folded to lower-case ASCII (ä → ae, ß → ss, other scripts transliterated). Names are taken apart, whichever
way a source gives them; words that are no part of a name (titles, particles) go.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

import duckdb
from anyascii import anyascii
from duckdb.sqltypes import VARCHAR

from graph.identity.features.phonetics import cologne, metaphone
from graph.identity.features.steps_sql import FEATURE_STEPS, FEATURES
from graph.identity.features.vocabulary import (
    HONORIFICS,
    LEGAL_FORMS,
    PARTICLES,
    STREET_WORDS,
    SUFFIXES,
    formal_names,
    initials_of,
)

_CJK = re.compile(r"[぀-ヿ㐀-鿿豈-﫿가-힯]")


def build_features(
    connection: duckdb.DuckDBPyConnection, table: str = "features", where: str = "TRUE"
) -> None:
    """Create `table` with one feature row per row of `records` that fulfils the SQL condition `where`.

    Reads `records` and `identifiers`; `table` is replaced. A record's row depends on that record alone, so
    features made in any batches are equal to features made at once.
    """
    register_functions(connection)
    for name, sql in FEATURE_STEPS:
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {sql.replace('{where}', where)}")
        if name == "name_parts":
            _learn_words(connection)
    connection.execute(f"CREATE OR REPLACE TABLE {table} AS {FEATURES}")
    for name, _ in FEATURE_STEPS:
        connection.execute(f"DROP TABLE {name}")


def fold_text(text: str | None) -> str | None:
    """What the SQL macro of this name makes of `text`."""
    if text is None:
        return None
    folded = text.lower()
    if not text.isascii():
        for letter, letters in _UMLAUTS.items():
            folded = folded.replace(letter, letters)
        parts = unicodedata.normalize("NFD", folded)
        folded = "".join(part for part in parts if unicodedata.category(part)[0] != "M")
    if not folded.isascii():
        folded = transliterate(text).lower()
    return folded.strip(" ") or None


def transliterate(text: str) -> str:
    """`text` in ASCII letters; a name in Chinese, Japanese or Korean becomes 'Given Family'."""
    if not _CJK.search(text):
        return anyascii(text)
    characters = [anyascii(character).strip() for character in text if not character.isspace()]
    return f"{''.join(characters[1:])} {characters[0]}" if len(characters) > 1 else characters[0]


_UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}


def register_functions(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the functions and macros that the feature queries call known to a connection."""
    try:  # the catalogue's list of functions takes longer to make than any of them to bind
        connection.execute("SELECT fold_text('')")
        return
    except duckdb.CatalogException:
        pass
    connection.create_function("to_ascii", transliterate, [VARCHAR], VARCHAR)
    for statement in MACROS:
        connection.execute(statement)


def _learn_words(connection: duckdb.DuckDBPyConnection) -> None:
    """Keep phonetic codes and formal names of each distinct name word in `name_words`; new words are
    added."""
    connection.execute(
        "CREATE TABLE IF NOT EXISTS name_words"
        " (word VARCHAR PRIMARY KEY, formal VARCHAR[], initials VARCHAR[], cologne VARCHAR,"
        " metaphone VARCHAR)"
    )
    new = connection.execute(
        "SELECT DISTINCT word FROM (SELECT unnest([given, middle, family]) AS word FROM name_parts)"
        " WHERE word IS NOT NULL AND word NOT IN (SELECT word FROM name_words)"
    ).fetchall()
    if not new:
        return
    words = [word for (word,) in new]
    codes = {
        "word": words,
        "formal": [formal_names(word) for word in words],
        "initials": [initials_of(word) for word in words],
        "cologne": [cologne(word) for word in words],
        "metaphone": [metaphone(word) for word in words],
    }
    connection.execute(
        "INSERT INTO name_words SELECT unnest($word), unnest($formal::VARCHAR[][]),"
        " unnest($initials::VARCHAR[][]), nullif(unnest($cologne), ''), nullif(unnest($metaphone), '')",
        codes,
    )


def _literal(words: Iterable[str]) -> str:
    return "[" + ", ".join(f"'{word}'" for word in sorted(words)) + "]"


def _map_literal(words: dict[str, str]) -> str:
    return "MAP {" + ", ".join(f"'{word}': '{value}'" for word, value in sorted(words.items())) + "}"


MACROS = (
    """CREATE OR REPLACE TEMP MACRO fold_accents(s) AS strip_accents(
        replace(replace(replace(replace(lower(s), 'ä', 'ae'), 'ö', 'oe'), 'ü', 'ue'), 'ß', 'ss'))""",
    """CREATE OR REPLACE TEMP MACRO fold_text(s) AS nullif(trim(CASE
        WHEN regexp_full_match(s, '[\\x00-\\x7F]*') THEN lower(s)
        WHEN regexp_full_match(fold_accents(s), '[\\x00-\\x7F]*') THEN fold_accents(s)
        ELSE lower(to_ascii(s)) END), '')""",
    # O'Hare is ohare, but Anna-Maria is two words
    """CREATE OR REPLACE TEMP MACRO words_of(folded) AS
        regexp_extract_all(regexp_replace(folded, '[''`´’]', '', 'g'), '[a-z0-9]+')""",
    "CREATE OR REPLACE TEMP MACRO fold_words(s) AS words_of(fold_text(s))",
    f"""CREATE OR REPLACE TEMP MACRO name_words_of(s) AS list_filter(fold_words(s),
        lambda w: NOT list_contains({_literal(HONORIFICS)}, w))""",
    f"""CREATE OR REPLACE TEMP MACRO without_suffix(words) AS list_filter(words,
        lambda w: NOT list_contains({_literal(SUFFIXES)}, w))""",
    f"""CREATE OR REPLACE TEMP MACRO suffix_rank(words) AS
        {_map_literal(SUFFIXES)}[list_filter(words, lambda w: list_contains({_literal(SUFFIXES)}, w))[-1]]""",
    f"""CREATE OR REPLACE TEMP MACRO without_particles(words) AS CASE
        WHEN len(list_filter(words, lambda w: NOT list_contains({_literal(PARTICLES)}, w))) = 0 THEN words
        ELSE list_filter(words, lambda w: NOT list_contains({_literal(PARTICLES)}, w)) END""",
    f"""CREATE OR REPLACE TEMP MACRO organization_words(s) AS list_filter(fold_words(s),
        lambda w: NOT list_contains({_literal(LEGAL_FORMS)}, w))""",
    # To fold again what is made of folded text would make DuckDB's plan 25 times as large.
    f"""CREATE OR REPLACE TEMP MACRO street_words_of(folded) AS list_transform(
        words_of(regexp_replace(folded, '(str\\.|strasse)', ' str ', 'g')),
        lambda w: coalesce({_map_literal(STREET_WORDS)}[w], w))""",
    # no more than an initial is left without the person's own name
    """CREATE OR REPLACE TEMP MACRO made_of_name(s, given, family) AS length(replace(replace(
        regexp_replace(s, '[^a-z0-9]', '', 'g'),
        coalesce(family, '~'), ''), coalesce(given, '~'), '')) < 2""",
    "CREATE OR REPLACE TEMP MACRO other_script(s) AS regexp_extract(s, '[Ͱ-᷿⺀-힣]') <> ''",
    # nullif would have DuckDB plan the words twice
    "CREATE OR REPLACE TEMP MACRO joined(words) AS list_aggregate(words, 'string_agg', '')",
    "CREATE OR REPLACE TEMP MACRO or_null(words) AS CASE WHEN len(words) = 0 THEN NULL ELSE words END",
)
