"""One spelling of given names that Latin letters write in several: Yuliya, Julija; Young-tae, Yeongtae."""

from __future__ import annotations

import re
from functools import lru_cache

_SHORTEST = 4
"""Letters of a word that is spelt in one way: Jan is not Ian."""

# Sounds that German, Polish and English write in letters of their own, in names of any language.
SPELLINGS = (
    (r"tsch", "ch"),
    (r"sch", "sh"),
    (r"(?<=[^aeiou])(?:iy|ij|yy|yi|ii|y)$", "i"),
    (r"y(?=[aeiou])|(?<=[aeiou])y", "i"),
    (r"i+", "i"),
)
# й, ы, ю, я and в, х, ж, ш as English, French, German, Scandinavian and passports' ways of writing have them.
SLAVIC_SPELLINGS = (
    (r"schtsch|stsch|shch", "sh"),
    (r"tsch|tch", "ch"),
    (r"sch|zh", "sh"),
    (r"kh", "h"),
    (r"x", "ks"),
    (r"w", "v"),
    (r"(?<=[^aeiou])(?:iy|ij|yy|yi|ii|y|j)$", "i"),
    (r"[yj](?=[aeiou])|(?<=[aeiou])[yj]", "i"),
    (r"(?<=[bdfghklmnprstv])ie(?=[^aeiou])", "e"),
    (r"^ie", "e"),
    (r"i+", "i"),
)

_SPELT = """
    ga|gang|geon gun kun keon|gi ki|gu ku koo|gwan kwan|gwang kwang|
    gyeong kyung kyeong kyoung|gyu kyu|na|nam|da|dae|do|dong|du doo|ra|ran|rae|rim|ryeong|
    ri|man|mi mee|min|mun moon|myeong myung myoung|beom bum|byeong byung|bo|bok bog|bong|
    sam|sang|seo|seok seog|seon sun|seong sung|se|so|song|su soo|suk sook sug|sun soon|
    seung|si|sik shik sig|sin shin|a ah|an ahn|ae|yang|yeon yun yeun|yeong young yung|ye|
    o oh|ok og|yong|u woo wu|uk wook ug|un woon|won|yu yoo|yun yoon|eun|ui|eul|i yi|il|in|
    ja|jae|jang|jeong jung joung|je|jo|jong|ju joo|jun joon|jung joong|ji jee|jin|cha|chan|
    chang|cheol chul|cheon chun|cho|chun choon|tae|taek taeg|pil|ha|hak hag|han|hang|hae|
    haeng|heon hun|hye|hyeok hyuk hyeog|hyeon hyun|hyeong hyung|ho|hong|hwa|hwan|hui hee|
    hun hoon|heung
"""
SYLLABLES = {
    spelling: spellings[0]
    for spellings in map(str.split, _SPELT.replace("\n", "").split("|"))
    for spelling in reversed(spellings)
}
"""Syllables of given names in the state's spelling, by that of bearers; sun and yun are the state's, too."""


@lru_cache(maxsize=50_000)
def respelt(word: str) -> str:
    """A folded given name of any language in one spelling of its sounds; itself, if it is short."""
    return _in_letters(SPELLINGS, word)


@lru_cache(maxsize=50_000)
def respelt_slavic(word: str) -> str:
    """A folded Slavic name in the one spelling of all its transliterations; itself, if it is short.

    Elsewhere these letters tell names apart: Jatin and Yatin, Khoa and Hoa, Zhiwei and Shiwei.
    """
    return _in_letters(SLAVIC_SPELLINGS, word)


def _in_letters(spellings: tuple[tuple[str, str], ...], word: str) -> str:
    if len(word) < _SHORTEST:
        return word
    for pattern, letters in spellings:
        word = re.sub(pattern, letters, word)
    return word


def korean_name(word: str) -> str | None:
    """A folded given name of two Korean syllables in the state's spelling; None where it is no such name."""
    for end in range(1, len(word)):
        first, second = SYLLABLES.get(word[:end]), SYLLABLES.get(word[end:])
        if first and second and len(word) >= _SHORTEST:
            return first + second
    return None
