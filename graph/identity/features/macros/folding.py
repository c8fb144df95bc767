"""Macros for text in lower-case ASCII letters, and its words."""

from __future__ import annotations

from graph.words.folding import UMLAUTS


def _unaccented(text: str) -> str:
    for letter, letters in UMLAUTS.items():
        text = f"replace({text}, '{letter}', '{letters}')"
    return text


FOLDING = (
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
)
