"""Words in Arabic and Hebrew letters in Latin ones, with vowels where these scripts leave them out.

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
    "א": "a", "ב": "v", "ג": "g", "ד": "d", "ה": "h", "ז": "z", "ח": "ch", "ט": "t", "כ": "k", "ך": "k",
    "ל": "l", "מ": "m", "ם": "m", "נ": "n", "ן": "n", "ס": "s", "ע": "a", "פ": "f", "ף": "f", "צ": "tz",
    "ץ": "tz", "ק": "k", "ר": "r", "ש": "sh", "ת": "t",
}  # fmt: skip
_FIRST = {"ב": "b", "פ": "p"}
"""Letters that stand for another sound at the beginning: Benjamin and Avraham."""

_LAST = {"ה": "a"}
_VOWELS = {"و": "u", "ي": "i", "ی": "i", "ו": "o", "י": "i"}
"""Letters that are long vowels between consonants, and consonants beside a vowel."""

_BESIDE_VOWELS = {"و": "w", "ي": "y", "ی": "y", "ו": "v", "י": "y"}
_SIGNS = re.compile(r"[\u0591-\u05C7\u064B-\u065F\u0670\u0640]")
_WORD = re.compile(r"[\u0591-\u05EA\u0621-\u063A\u0641-\u064A\u064B-\u065F\u0670-\u06D3]+")
_ARTICLE = "ال"
_ALEF = "א"
"""Before a vowel it bears that, and is not heard itself: אורי is Ori."""

_GUTTURALS = ("א", "ע")
"""Before them vav is a vowel, not their own: נועה is Noa, שמואל is Shmuel."""
_BEARERS = ("ע", "ع", "ؤ", "ئ")
"""Behind them a long vowel is one, unless another follows: سعود is Saud, سعيد is Said."""
_WHOLE = {"דוד": "david", "חוה": "chava"}
"""Names that the rules spell otherwise than everybody does."""


def with_vowels(text: str) -> str:
    """`text` with its words in Arabic and Hebrew letters in Latin ones; letters that are not known stay as
    they are."""
    return _WORD.sub(lambda found: _with_article(_SIGNS.sub("", found[0])), text)


def _with_article(word: str) -> str:
    if word.startswith(_ARTICLE) and len(word) > len(_ARTICLE) + 2:
        return f"al-{_latin(word.removeprefix(_ARTICLE))}"
    return _latin(word)


def _latin(word: str) -> str:
    if word in _WHOLE:
        return _WHOLE[word]
    spelt = [""]
    for before, letter, after in zip(["", *word], word, [*word[1:], ""], strict=False):
        latin = _letter(letter, before, after, spelt[-1])
        if _are_consonants(spelt[-1], latin) and spelt[-1] != latin:
            spelt.append("a")
        spelt += [latin] if latin else []
    return "".join(spelt)


def _letter(letter: str, before: str, after: str, spelt: str) -> str:
    """One letter, by its neighbours and by what was spelt last."""
    if letter == _ALEF and after in _VOWELS:
        return ""
    if letter in _VOWELS and before != _ALEF:
        return (_BESIDE_VOWELS if _is_beside_vowels(letter, before, after, spelt) else _VOWELS)[letter]
    if not before and letter in _FIRST:
        return _FIRST[letter]
    if not after and letter in _LAST:
        return _LAST[letter]
    return _VOWELS.get(letter) or _LETTERS.get(letter, letter)


def _is_beside_vowels(letter: str, before: str, after: str, spelt: str) -> bool:
    if not spelt or after in _VOWELS:
        return True
    if letter == "ו" and after in _GUTTURALS:
        return _is_vowel(spelt[-1])
    if before in _BEARERS and after:
        return _is_vowel(_LETTERS.get(after, ""))
    return _is_vowel(spelt[-1]) or _is_vowel(_LETTERS.get(after, ""))


def _are_consonants(one: str, other: str) -> bool:
    return bool(one and other) and not _is_vowel(one[-1]) and not _is_vowel(other[0])


def _is_vowel(letter: str) -> bool:
    return letter in ("a", "e", "i", "o", "u")
