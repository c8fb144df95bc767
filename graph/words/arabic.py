"""Words in Arabic letters in Latin ones, with vowels where Arabic leaves them out.

Which short vowel a word has its letters do not tell, so `a` stands for each: Muhammad and Mohammed are
mahamad, which looks and sounds like both, as mhmd does not.
"""

from __future__ import annotations

import re

_LETTERS = {
    "ا": "a", "آ": "a", "أ": "a", "ٱ": "a", "ع": "a", "ة": "a", "ى": "a", "إ": "i", "ئ": "i",
    "ؤ": "u", "ء": "",
    "ب": "b", "پ": "p", "ت": "t", "ث": "th", "ج": "j", "چ": "ch", "ح": "h", "خ": "kh", "د": "d", "ذ": "d",
    "ر": "r", "ز": "z", "ژ": "j", "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "غ": "gh",
    "ف": "f", "ق": "q", "ك": "k", "ک": "k", "گ": "g", "ل": "l", "م": "m", "ن": "n", "ه": "h",
    "ہ": "h", "ھ": "h", "ے": "e", "ں": "n", "ٹ": "t", "ڈ": "d", "ڑ": "r",
}  # fmt: skip
_VOWELS = {"و": "u", "ي": "i", "ی": "i"}
"""Letters that are long vowels between consonants, and consonants beside a vowel."""

_BESIDE_VOWELS = {"و": "w", "ي": "y", "ی": "y"}
_SIGNS = re.compile(r"[\u064B-\u065F\u0670\u0640]")
_WORD = re.compile(r"[\u0621-\u063A\u0641-\u064A\u064B-\u065F\u0670-\u06D3]+")
_ARTICLE = "ال"


def with_vowels(text: str) -> str:
    """`text` with its words in Arabic letters in Latin ones; letters that are not known stay as they are."""
    return _WORD.sub(lambda found: _latin(_SIGNS.sub("", found[0])), text)


def _latin(word: str) -> str:
    if word.startswith(_ARTICLE) and len(word) > len(_ARTICLE) + 2:
        return f"al-{_latin(word.removeprefix(_ARTICLE))}"
    spelt = ""
    for place, letter in enumerate(word):
        latin = _letter(letter, spelt, word[place + 1 : place + 2])
        if spelt and latin and not _is_vowel(spelt[-1]) and not _is_vowel(latin[0]) and spelt[-1] != latin:
            spelt += "a"
        spelt += latin
    return spelt


def _letter(letter: str, before: str, after: str) -> str:
    if letter not in _VOWELS:
        return _LETTERS.get(letter, letter)
    beside = not before or _is_vowel(before[-1]) or after in _VOWELS or _is_vowel(_LETTERS.get(after, ""))
    return (_BESIDE_VOWELS if beside else _VOWELS)[letter]


def _is_vowel(letter: str) -> bool:
    return letter in ("a", "e", "i", "u")
