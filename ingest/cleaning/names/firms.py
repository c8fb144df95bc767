"""Whether a name is a firm's, by its legal form or trade: Müller GmbH is, Daniel Ek is not."""

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

from graph.words.establishments import (
    COMPOUNDS,
    ESTABLISHMENTS,
    IN_OTHER_SCRIPTS,
    LED,
    OF_A_PLACE,
    OF_SAINTS,
    OFFICES,
    OFFICES_OF,
    PUBLIC,
    TURNED_TOO,
    VENTURES,
    WITHOUT_BLANKS,
)
from graph.words.family_names import EAST_ASIAN
from graph.words.folding import fold_text, folded_word
from graph.words.given_names import are_given_names
from graph.words.legal_forms import (
    BEHIND_OF,
    BROTHERS,
    CHARACTERS,
    FIRM_WORDS,
    FORMS_IN_FRONT,
    FRONT_OF,
    IN_FRONT,
    IN_FRONT_TOO,
    INITIALS_TOO,
    NAMES_TOO,
    NAMES_TOO_BEHIND,
    NOT_IN_CAPITALS,
    NOUNS,
    OTHER_WORDS,
    PHRASES,
    SOCIETY,
    SOCIETY_TOO,
    SURE,
    SURE_AT_HOME,
    SURE_BY_CASE,
    WRITTEN,
)
from graph.words.particles import AND
from ingest.cleaning.names.titles import gender_of, is_title

_COMPANY = re.compile(r"(?i)^(?:firma|fa\.)\s+")
# "e. V.", "s. r. o." and "Sp. z o.o." are one word each.
_SPACED = re.compile(r"(?<![^\s(])((?:[^\W\d_]{1,2}\.\s?){1,4}[^\W\d_]\.?)(?=$|[\s),])")
_WORD = re.compile("[a-z0-9]+")
_TELLING = (
    SURE | NOUNS | OTHER_WORDS | FIRM_WORDS | BROTHERS | IN_FRONT | {phrase.split()[0] for phrase in PHRASES}
).union(SURE_AT_HOME)
_STOPS = re.compile(r"[^\W\d_][./][^\W\d_]")
_SYLLABLE = re.compile(r"(?i)(?:[zcs]h|[b-df-hj-np-tw-z])?[aeiou]{1,3}(?:ng?|r)?")
"""As Chinese names are written in our letters."""
_INITIALS = re.compile(r"(?:[^\W\d_]\.){2}")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_AT_THE_END = VENTURES | PUBLIC
_IN_FRONT = FORMS_IN_FRONT | OFFICES
_PHRASE = re.compile(rf"(?<=\w )(?:{'|'.join(PHRASES)})\b")


def without_company_word(text: str) -> str:
    """The name without "Firma" before it."""
    return _COMPANY.sub("", text)


@lru_cache(maxsize=20_000)
def is_firm(text: str, country: str = "") -> bool:
    """Whether the name has a legal form or another word that only firms have, in its place.

    `country` is where it is at home, "" is not known.
    """
    if (
        _COMPANY.match(text)
        or any(characters in text for characters in CHARACTERS)
        or (not text.isascii() and _says_so_in_its_script(text))
        or _is_establishment(text, country)
    ):
        return True
    folded = _WORD.findall(fold_text(text) or "")
    first, _, rest = text.partition(" ")
    form = first.strip(".").lower() if rest and first.isupper() else ""
    if form in IN_FRONT or (form in IN_FRONT_TOO and not text.isupper()):
        return True
    if len(folded) < 2 or not (_TELLING.intersection(folded) or _single_letters(text, folded)):
        return False
    words = _words(text)
    if len(words) < 2:
        return False
    behind = [_form(word) for word in words[1:]]
    if (
        any(form in SURE for form in behind)
        or _has_form_at_home(words, country)
        or behind[-1] in NOUNS
        or _PHRASE.search(" ".join(folded))
    ):
        return True
    return _has_firm_words(words) or any(
        _ends_in_form(piece) for piece in (words, _words(text.partition(",")[0]))
    )


def _says_so_in_its_script(text: str) -> bool:
    """Whether a word of firms is in a name: not in Заводчиков; Chinese has no blanks to part it."""
    if any(word in text for word in WITHOUT_BLANKS):
        return True
    return not IN_OTHER_SCRIPTS.isdisjoint(
        word.strip(",;()«»„“”") for word in re.split(r"[\s-]", text.lower())
    )


def _is_establishment(text: str, country: str) -> bool:
    """Whether a word of trade stands in front or behind: Autohaus Müller, Joe's Garage.

    Not behind a form of address (Frau Hotel), nor alone before a comma as a family name is (Garage, Peter).
    """
    words = text.split()
    if len(words) < 2 or gender_of(words[0]):
        return False
    if _has_form_of(country, words) or _is_of_something(words):
        return True
    last = folded_word(words[-1])
    if _begins_like_firm(words, country) or (last in _AT_THE_END and not _is_person(words[:-1], last)):
        return True
    piece = text.partition(",")[0].split()
    ends = (*piece[:1], *piece[-1:], words[-1]) if len(piece) > 1 else words[-1:]
    return any(_is_of_trade(folded_word(word).rpartition("-")[2]) for word in ends)


def _is_of_something(words: list[str]) -> bool:
    """Whether it is one by what stands beside a word that is a family name alone: Rotary Club of York, The
    Estate of Mary Jones, St. Mary's Church."""
    folded = [folded_word(word) for word in words]
    if "of" in folded[1:-1]:
        before = folded[: folded.index("of", 1)]
        return before[-1] in OF_A_PLACE or before in (["estate"], ["the", "estate"])
    by_saint = folded[0] in ("st", "saint", "holy") and any(re.search("['’]s?$", it) for it in words[1:-1])
    return by_saint and folded[-1] in OF_SAINTS


def _has_form_of(country: str, words: list[str]) -> bool:
    """Whether there is a legal form of a country where it stands there: PT Maju Jaya, Padaria Silva ME."""
    first, last = words[0].strip("."), words[-1].strip(".")
    in_front = first.isupper() and first.lower() in FRONT_OF.get(country, ())
    as_firms_write = (last.isupper() and len(words) > 2) or words[-1].endswith(".")
    behind = as_firms_write and last.lower() in BEHIND_OF.get(country, ()) and not _is_chinese(words)
    return in_front or behind


def _has_form_at_home(words: list[str], country: str) -> bool:
    """Whether a legal form that is a name elsewhere stands behind the first word and is none here.

    Novák v.o.s. is a firm everywhere, Jan Vos and PIETER VOS in no country but those of that form.
    """
    return any(_is_form_at_home(words, place, country) for place in range(1, len(words)))


def _is_form_at_home(words: list[str], place: int, country: str) -> bool:
    before, word, behind = words[:place], words[place], words[place + 1 :]
    form = _form(word)
    countries = SURE_AT_HOME.get(form)
    if countries is None or _has_accent(word):
        return False
    at_home = country in countries and bool(country or not behind)
    if _STOPS.search(word) or (at_home and country and not word.istitle()):
        return True
    if _has_one_case(words):
        stands_out = not behind
    else:
        stands_out = not word.istitle() and (not behind or behind[0].istitle())
    return (at_home or (form in SURE_BY_CASE and stands_out)) and not _is_person(before)


def _has_one_case(words: list[str]) -> bool:
    """Whether all is in capitals, or in small letters, so that the case tells nothing."""
    text = "".join(words)
    return text.isupper() or text.islower()


def _has_accent(word: str) -> bool:
    """Whether a word is no form because of a letter that forms do not have: Anna Ósk, Anna Åsa Berg."""
    return any(map(unicodedata.combining, unicodedata.normalize("NFD", word)))


def _is_chinese(words: list[str]) -> bool:
    """Whether three words are a Chinese name whose last may look like a legal form: CHEN XIAO MEI."""
    syllables = len(words) == 3 and all(map(_SYLLABLE.fullmatch, words))
    return syllables and folded_word(words[0]) in EAST_ASIAN


def _begins_like_firm(words: list[str], country: str) -> bool:
    """Whether the first word says what firm or office it is: Stadt Köln, Sté Dupont; not in `Stadt, Anna`.

    The second one does in Freiwillige Feuerwehr Haar, not in Juan Hospital García nor Dr. Magistrat Anna.
    """
    first, second = words[:2]
    if first.endswith(","):
        return False
    word = folded_word(first)
    if word in _IN_FRONT or word in OFFICES_OF.get(country, ()) or first.strip(".") in SOCIETY:
        return not (len(words) == 2 and word in TURNED_TOO and are_given_names([second]))
    if word == "ste" and country in SOCIETY_TOO:
        return True
    return len(words) > 2 and folded_word(second) in LED and not _is_person([first])


def _is_person(before: list[str], last: str = "") -> bool:
    """Whether words before the last are a person's: a title or given names, but before `Electronics`."""
    names = [word for word in before if word.lower() not in AND]
    return is_title(before[0]) or (last not in VENTURES and are_given_names(names))


def _is_of_trade(word: str) -> bool:
    return word in ESTABLISHMENTS or word.endswith(COMPOUNDS)


def _words(text: str) -> list[str]:
    joined = _SPACED.sub(lambda found: found[1].replace(" ", ""), text)
    return [word.strip(",;()") for word in joined.split() if word.strip(",;()")]


def _single_letters(text: str, folded: list[str]) -> bool:
    """Whether there are letters as those of S.A. or A/S."""
    return ("." in text or "/" in text) and sum(len(word) == 1 for word in folded) > 1


def _form(word: str) -> str:
    return re.sub("[./]", "", fold_text(word) or "")


def _has_firm_words(words: list[str]) -> bool:
    """`& Co.`, `und Söhne`, `Gebr. Kern`: behind an `and`, or brothers in front."""
    if folded_word(words[0]) in BROTHERS:
        return True
    return any(one.lower() in AND and folded_word(other) in FIRM_WORDS for one, other in pairwise(words[1:]))


def _ends_in_form(words: list[str]) -> bool:
    """Whether the last word is a form that may be a name too, written as firms write it."""
    *before, last = words or [""]
    form = _form(last)
    if not before or form not in OTHER_WORDS or _CYRILLIC.search(last):  # Пушкин А.С.
        return False
    one_name = len(before) == 1 and form in INITIALS_TOO  # Smith A. B.
    if one_name and last.isupper() and _INITIALS.fullmatch(last):
        return False
    if last in WRITTEN or _STOPS.search(last):
        return True
    if form in NAMES_TOO and (_has_accent(last) or before[-1].lower() in NAMES_TOO_BEHIND):
        return False
    if _has_one_case(words):
        return not are_given_names(before)
    return (
        last.isupper() and form not in NOT_IN_CAPITALS and not (form in NAMES_TOO and are_given_names(before))
    )
