"""Whether the family name stands in front, as a name tells or the custom of a country."""

import re

from graph.words.family_names import (
    CHINESE,
    COMMON,
    EAST_ASIA,
    EAST_ASIAN,
    FAMILY_FIRST,
    FAMILY_ONLY,
    IBERIAN,
    VIETNAMESE,
    VIETNAMESE_TOO,
    WITH_SYLLABLES,
)
from graph.words.folding import folded_word
from graph.words.given_names import are_given_names
from graph.words.particles import IN_GIVEN_NAMES, NAMES_TOO, PARTICLES

INITIAL = re.compile(r"[^\W\d_]\.?")
_INITIALS = re.compile(r"[^\W\d_]\.?|(?:[^\W\d_]\.-?){2,3}")
# Syllables of a given name: Min-jun, Li-hua; not Smith-jones nor Taylor-joy, two family names.
_SYLLABLES = re.compile("(?=[A-Z])(?i:{0})-(?=[a-z]){0}".format("[^aeiou-]{0,3}[aeiou]+(?:ng|[hklmnprt])?"))
_SON_OF = re.compile(r"^Ma?c(?=[^\W\d_]{3})")
_LETTERS = re.compile(r"[^\W\d_]")
_INITIALS_LAST = ("IN", "LK")
"""Countries where a father's name stands behind one's own as an initial: Ramesh K. R."""
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LATIN_PATRONYMIC = re.compile(
    "(?:[oei][vw](?:ich|ych|itch|itsch|na)|(?:in|kuzm|luk|fom|il)ichna|(?:kuzm|luk|fom|il)ich)$"
)
PATRONYMIC_END = re.compile(f"(?:ович|евич|ич|овна|евна|ична|івна|ївна|йович)$|{_LATIN_PATRONYMIC.pattern}")
_SLAVIC = re.compile(
    "(?:ов|ова|ев|ева|ёв|ёва|ин|ина|ын|ына|ский|ская|ський|ська|цкий|цкая|цький|цька|енко|ук|юк|ник)$"
)
_LATIN_SLAVIC = re.compile(
    "..(?:[oe][vw]a?|[iy]na?|sk(?:y|i|iy|ij|yi|aya|aja|aia|a)|enko|uk|yuk|juk|iuk|n[iy]k)$"
)
_MAN = re.compile("..(?:[oe][vw]|sky|skiy|skyi|skij|enko|uk|yuk) .*[oe][vw](?:ich|ych|itch|itsch)$")
_WOMAN = re.compile("..(?:[oe][vw]a|ina|skaya|skaja|ska|enko|uk|yuk) .*[oei][vw]na$")
_EAST_SLAVIC = frozenset(("RU", "UA", "BY", "KZ", "KG"))
"""Countries where a father's name in Latin letters is no family name."""
_CHINA = frozenset(("CN", "TW", "HK", "MO", "SG"))
_VIETNAMESE_MIDDLE = frozenset(("thi", "van"))


def family_words_in_front(tokens: list[str], country: str) -> int:
    """How many words in front are the family name: MARTIN Jean-Pierre, and where it is the custom."""
    first, last = folded_word(tokens[0]), folded_word(tokens[-1])
    capitals = next((place for place, token in enumerate(tokens) if not is_capitals(token)), 0)
    if capitals and not any(is_capitals(token) for token in tokens[capitals:]):
        longest = max(len(token) for token in tokens[:capitals])
        return capitals if longest > 2 or first in EAST_ASIAN else 0
    if at := _family_words_behind_particle(tokens):
        return at
    if _are_initials_behind(tokens, country) or _is_slavic_in_front(tokens, country):
        return 1
    if (first in FAMILY_ONLY) != (last in FAMILY_ONLY):
        return int(first in FAMILY_ONLY)
    if country in FAMILY_FIRST:
        return 1 + (len(tokens) > 2 and tokens[0].endswith("né"))  # Oroszné László Nóra
    return int(_is_east_asian_in_front(tokens, country))


def _is_east_asian_in_front(tokens: list[str], country: str) -> bool:
    """Kim Min-jun, Lê Thị Hoa, and where people are at home who write it so."""
    first, last = folded_word(tokens[0]), folded_word(tokens[-1])
    if len(tokens) > 2 and first in VIETNAMESE and last not in VIETNAMESE:
        return True
    if len(tokens) > 2 and first in VIETNAMESE_TOO and tokens[1].istitle():
        return folded_word(tokens[1]) in _VIETNAMESE_MIDDLE or country == "VN"
    if _SYLLABLES.fullmatch(tokens[-1]) and last not in EAST_ASIAN:
        return first in EAST_ASIAN | WITH_SYLLABLES
    if first in CHINESE and country in _CHINA:
        return last not in EAST_ASIAN
    return first in EAST_ASIAN and country in EAST_ASIA


def _are_initials_behind(tokens: list[str], country: str) -> bool:
    """Smith J. R., Сидоров А.; not Priyanka S., whose family name a shop has shortened."""
    first, *behind = tokens
    if not all(_INITIALS.fullmatch(token) and token.isupper() for token in behind):
        return False
    several = country not in _INITIALS_LAST and len(_LETTERS.findall("".join(behind))) > 1
    known = several or _SLAVIC.search(first.lower())
    own = len(first) < 3 or _INITIALS.fullmatch(first) or is_capitals(first)
    return bool(known) and not own and (folded_word(first) in COMMON or not are_given_names([first]))


def _is_slavic_in_front(tokens: list[str], country: str) -> bool:
    """Иванов Иван Иванович: the family name stands first where the father's name stands last; Иванов Иван."""
    first, last = tokens[0].lower(), tokens[-1].lower()
    if are_given_names(tokens[:1]):
        return False
    latin = not _CYRILLIC.search(first)
    if latin and country not in _EAST_SLAVIC:
        return len(tokens) == 3 and _agrees_in_latin(tokens)
    if len(tokens) == 3:
        return bool(PATRONYMIC_END.search(last)) and not PATRONYMIC_END.search(tokens[1].lower())
    ends = _LATIN_SLAVIC if latin else _SLAVIC
    return len(tokens) == 2 and bool(ends.search(first)) and are_given_names(tokens[1:])


def _agrees_in_latin(tokens: list[str]) -> bool:
    """Ivanova Anna Ivanovna, all of one gender; not Marina Ann Popovich, nor Robin Lynn Petrovich."""
    first, between, last = (token.lower() for token in tokens)
    if _LATIN_PATRONYMIC.search(between):
        return False
    return any(ends.search(f"{first} {last}") for ends in (_MAN, _WOMAN))


def _family_words_behind_particle(tokens: list[str]) -> int:
    """How many words in front are the family name where it begins with a particle: van Beethoven Ludwig.

    A particle that is not in small letters before capitals may be a name: there the given names are known.
    """
    start = next((place for place, token in enumerate(tokens) if token.lower() not in PARTICLES), 0)
    if not start or _is_in_given_name(tokens):
        return 0
    end = start + 1
    while end < len(tokens) and folded_word(tokens[end]) in IBERIAN:
        end += 1
    if tokens[0].islower() and all(token[0].isupper() for token in tokens[start:]):
        return end
    known = end < len(tokens) and are_given_names(tokens[end:]) and not are_given_names(tokens[start:end])
    return end if known and tokens[0].lower() not in NAMES_TOO else 0


def _is_in_given_name(tokens: list[str]) -> bool:
    """Whether a particle in front is of a given name: La Toya Jackson, De Andre Smith."""
    behind = IN_GIVEN_NAMES.get(tokens[0].lower())
    return behind is not None and len(tokens) > 2 and folded_word(tokens[1]) in behind


def is_capitals(token: str) -> bool:
    """Whether a word of a name is written in capitals throughout, but for the `c` of McDONALD."""
    plain = _SON_OF.sub("", token).replace("ß", "SS")
    return len(plain) > 1 and "." not in plain and plain.isupper()
