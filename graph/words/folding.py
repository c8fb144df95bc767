"""Text in lower-case ASCII letters: the form in which words are held and compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

from graph.words.abjads import with_vowels
from graph.words.japanese import ANY_FAMILY_NAME, with_readings
from graph.words.korean import KOREAN

UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}
"""Letters that German has another spelling for; all other accents are dropped."""

_CHARACTER = "[々぀-ヿ㐀-鿿豈-﫿가-힯]"
WHOLE_NAME = f"({ANY_FAMILY_NAME}|{_CHARACTER})({_CHARACTER}+)"
"""A pattern of a family and a given name in Chinese, Japanese or Korean without a blank."""

_WHOLE_NAME = re.compile(WHOLE_NAME)
_LONE_SYLLABLE = re.compile(r"(?<![가-힯])[가-힯](?![가-힯])")


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
    """`text` in ASCII letters: Arabic and Hebrew words with vowels, a Korean syllable that stands alone, as a
    family name, as Koreans write it, frequent family names of Japan as they are read there."""
    syllables = _LONE_SYLLABLE.sub(lambda found: KOREAN.get(found[0], found[0]), text)
    return anyascii(with_vowels(with_readings(syllables)))


def given_first(name: str) -> str:
    """A name of a person; one in Chinese, Japanese or Korean without blanks becomes 'Given Family'."""
    whole = _WHOLE_NAME.fullmatch(name)
    return f"{whole[2]} {whole[1]}" if whole else name


@lru_cache(maxsize=20_000)
def folded_word(word: str) -> str:
    """A word of a name folded, without the full stops and commas around it."""
    return (fold_text(word.strip(".,")) or "") if word else ""


def words(text: str) -> frozenset[str]:
    """The words of a list written with blanks and line breaks."""
    return frozenset(text.split())
