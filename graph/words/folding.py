"""Text in lower-case ASCII letters: the form in which words are held and compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}
"""Letters that German has another spelling for; all other accents are dropped."""

_CJK = re.compile(r"[぀-ヿ㐀-鿿豈-﫿가-힯]")


def fold_text(text: str | None) -> str | None:
    """`text` in lower-case ASCII (ä → ae, ß → ss, other scripts transliterated); None for nothing."""
    if text is None:
        return None
    folded = text.lower()
    if not text.isascii():
        for letter, letters in UMLAUTS.items():
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


@lru_cache(maxsize=20_000)
def folded_word(word: str) -> str:
    """A word of a name folded, without the full stops and commas around it."""
    return (fold_text(word.strip(".,")) or "") if word else ""


def words(text: str) -> frozenset[str]:
    """The words of a list written with blanks and line breaks."""
    return frozenset(text.split())
