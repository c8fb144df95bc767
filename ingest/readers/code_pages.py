"""The code page of a text that is no Unicode, by the letters that languages have."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Mapping, Sequence

_DIFFERENT = 2_000
"""Different words that are looked at."""

_MOSTLY, _OFTEN = 0.7, 0.4
"""The share of a text that common characters are of in East Asian writing, and common letters in others."""

_WORD = re.compile(r"[^\x00-@\[-`{-\x7f]+")
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_WITHOUT_MEANING = "–—‘’‚“”„…‹›«»•·€£§°ªº№™®©¡¿\xa0"

_EAST_ASIAN: Mapping[str, re.Pattern[bytes]] = {
    "cp932": re.compile(rb"\x82[\x9f-\xf1]|\x83[\x40-\x96]|[\x88-\x97][\x40-\xfc]|\x81[\x56-\x5b]"),
    "cp949": re.compile(rb"[\xb0-\xc8][\xa1-\xfe]"),
    "gb18030": re.compile(rb"[\xb0-\xd7][\xa1-\xfe]"),
    "cp950": re.compile(rb"[\xa4-\xc6][\x40-\x7e\xa1-\xfe]"),
}
"""Kana and the commoner half of the characters, as bytes; a text that fits two is in the first."""

_SCRIPTS = {
    "cp1251": "оеаинтсрвл",
    "cp1255": "יוהלאמרתבש",
    "cp1253": "αοιετσνηυρςάίόέ",
    "cp1256": "اليمونرتبةع",
    "cp874": "านรอกเงมยลวสต่",
}
"""The commonest letters of what is written with letters of its own."""

_LATIN = (
    (
        "cp1252",
        ("äöüß", "éèêëàâçùûôîïœ", "áéíóúñü", "àèéìòù", "ãõáéíóúâêôçà", "åäö", "æøåé", "éëïöüèáó"),
    ),
    (
        "cp1250",
        ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "čćđšž", "ăâîşţ"),
    ),
    ("cp1254", ("çğıöşüiâ̇",)),
    ("cp1257", ("āčēģīķļņšūž", "ąčęėįšųūž", "äõöüšž")),
    ("cp1252", ("áéíóúýþðæö",)),
)
"""The letters of the languages of a page, beside those of ASCII; of equals the first. Icelanders come last:
their letters are those of many more Turks in another page."""


def code_page_of(text: bytes) -> str:
    """The page in which a text has the letters of a language; the usual one of the West where none does."""
    for page, common in _EAST_ASIAN.items():
        if _share_of_characters(text, page, common) > _MOSTLY:
            return page
    shares = {page: _share_of_letters(text, page, letters) for page, letters in _SCRIPTS.items()}
    if shares[likeliest := max(shares, key=lambda page: shares[page])] > _OFTEN:
        return likeliest
    return max(_LATIN, key=lambda of: _explained(text, *of))[0]


def decoded(text: bytes, page: str) -> str:
    """The text without a character that is cut off at its end; raises UnicodeDecodeError."""
    return codecs.getincrementaldecoder(page)().decode(text)


def _share_of_characters(text: bytes, page: str, common: re.Pattern[bytes]) -> float:
    """How many of the foreign characters are common ones; 0 where the text is not in the page."""
    try:
        foreign = [mark.encode(page) for mark in _FOREIGN.findall(decoded(text, page))]
    except UnicodeError:
        return 0.0
    return sum(bool(common.fullmatch(it)) for it in foreign) / len(foreign) if foreign else 0.0


def _share_of_letters(text: bytes, page: str, letters: str) -> float:
    """How many of the foreign letters are the commonest, in words that are whole and have small letters
    behind a capital alone."""
    counts = _foreign_words(text, page)
    if not counts:
        return 0.0
    good = {word: count for word, count in counts.items() if _is_of_one_script(word)}
    total = sum(len(word) * count for word, count in counts.items())
    return sum(sum(map(word.lower().count, letters)) * count for word, count in good.items()) / total


def _is_of_one_script(word: str) -> bool:
    """Whether a word has no ASCII letters, and one of the usual cases."""
    return not re.search("[A-Za-z]", word) and (word.isupper() or word[1:] == word[1:].lower())


def _explained(text: bytes, page: str, languages: Sequence[str]) -> tuple[float, float]:
    """The share of words in a page all of whose foreign letters some language has, and the greatest share
    that one language has."""
    counts = _foreign_words(text, page)
    total = sum(counts.values())
    if not total:
        return 0.0, 0.0
    foreign = {word: set(_FOREIGN.findall(word.lower())) for word in counts}
    by_language = [
        {word for word, marks in foreign.items() if marks <= set(letters)} for letters in languages
    ]
    shares = [
        sum(counts[word] for word in words) / total for words in (set().union(*by_language), *by_language)
    ]
    return round(shares[0], 1), max(shares[1:])


def _foreign_words(text: bytes, page: str) -> Counter[str]:
    """How often each word with foreign letters is there; none where the text is not in the page."""
    try:
        words = _WORD.findall(decoded(text, page))
    except UnicodeError:
        return Counter()
    stripped = (word.strip(_WITHOUT_MEANING) for word in words)
    counts = Counter(word for word in stripped if _FOREIGN.search(word))
    return Counter(dict(counts.most_common(_DIFFERENT)))
