"""Names of several people in one line: couples, families, households."""

import re

from rapidfuzz.distance import Levenshtein

from graph.words.family_names import COMMON
from graph.words.folding import folded_word
from graph.words.given_names import are_given_names, formal_names, is_given_name_alone, one_spelling
from graph.words.households import AND_FAMILY, BEHIND, IN_FRONT_OF, OR, PARENTS_OF, WITH
from graph.words.particles import AND, CONNECTORS, JOINING, PARTICLES, SMALL_AND
from graph.words.titles import INITIALS_TOO, SPANISH_GENDERS
from ingest.cleaning.names.family_first import INITIAL, family_words_in_front
from ingest.cleaning.names.order import is_iberian, ordered
from ingest.cleaning.names.titles import (
    addresses_several,
    gender_of,
    is_dutch_degree,
    is_title,
    strip_titles,
)

_THE = "the"
_JOINING_FORMS = AND | JOINING | SMALL_AND | OR | {"/"}
_DUTCH_MR = re.compile(r"(?i)\bde heer\b")
_TWO_GIVEN = re.compile(r"([^\W\d_]{2,})\s?/\s?([^\W\d_]{2,})")


def with_one_word_each(text: str) -> str:
    """A name with forms of address of one word: `Dhr.` for `De heer`."""
    return _DUTCH_MR.sub("Dhr.", text) if "eer" in text else text


def family_of_several(names: list[list[str]], country: str = "") -> str | None:
    """The family name of those whom the pieces of a name are of, "" where they have none in common; None for
    a name of one person.

    `names` is one piece, or the family name and the given names: Meier, Hans und Erika.
    """
    *before, last = names
    rest = without_address(last, country)
    if before:
        alone = without_address(before[0], country)
        if rest is not None or alone is not None or are_joined(last):
            return " ".join(strip_titles(alone or before[0]).name)
        return None
    if rest is not None:
        return _family(rest, country)
    if _are_parents(last):
        return ""
    return _joined_family(last, country)


def _are_parents(tokens: list[str]) -> bool:
    """Parents of Tom Smith, who need not be called Smith."""
    *words, _ = (folded_word(token) for token in tokens)
    return words[:2] in PARENTS_OF or words[:3] in PARENTS_OF


def _joined_family(tokens: list[str], country: str) -> str | None:
    """The family name of two who are joined by a word, as `family_of_several` has it; None of Haus und
    Garten, too."""
    start = next((place for place, it in enumerate(tokens) if not _is_addressing(it, country)), 0)
    if not (at := _place_of_and(tokens[start:])):
        return None
    one, other = tokens[: start + at], tokens[start + at + 1 :]
    family = _family_of_two(one, other, country)
    return family if family or all(_begins_person(it, country) for it in (one, other)) else None


def _begins_person(tokens: list[str], country: str) -> bool:
    """Whether words begin with a form of address, a given name or an initial."""
    first = tokens[0]
    return bool(_is_addressing(first, country) or INITIAL.fullmatch(first) or is_given_name_alone(first))


def are_joined_words(tokens: list[str]) -> bool:
    """Whether a word that joins two people stands between those of a name, whoever they are."""
    return bool(_place_of_and(tokens))


def are_joined(given: list[str]) -> bool:
    """Whether given names are those of several people: Hans und Erika, Hans/Erika."""
    two = _TWO_GIVEN.fullmatch(" ".join(given))
    if two and all(are_given_names([it]) for it in two.groups()):
        return not _may_be_one_name(*map(folded_word, two.groups()))
    return 0 < _place_of_and([*given, ""]) < len(given) - 1


def _may_be_one_name(one: str, other: str) -> bool:
    """Alex/Alexander, Catherine/Katherine, Yuliya/Julia."""
    forms, others = ({*formal_names(it), one_spelling(it)} for it in (one, other))
    return not forms.isdisjoint(others) or Levenshtein.distance(one, other) < 2


def without_address(tokens: list[str], country: str = "") -> list[str] | None:
    """The words of a name behind, or before, what addresses several people by it; None where nothing does.

    Mr & Mrs Smith, Familie Huber, Smith Household, John Smith and family.
    """
    first, last = folded_word(tokens[0]), folded_word(tokens[-1])
    if last in AND_FAMILY and len(tokens) > 2 and tokens[-2].lower() in WITH:
        return tokens[:-2]
    if last in BEHIND and len(tokens) > 1:
        return tokens[first == _THE : -1]
    if first == "les" and last.endswith(("s", "x")):  # Les Halles
        return None
    if addresses_several(tokens[0], country) or (len(tokens) > 1 and first in IN_FRONT_OF.get(country, ())):
        return tokens[1:] if first != _THE else _of_plural(tokens[1:])
    return _behind_two_forms(tokens, country)


def _of_plural(tokens: list[str]) -> list[str] | None:
    """Smith of the Smiths."""
    plural = len(tokens) == 1 and tokens[0].endswith("s") and not tokens[0].endswith("ss")
    return [tokens[0].removesuffix("s")] if plural else None


def _behind_two_forms(tokens: list[str], country: str) -> list[str] | None:
    """What stands behind two forms of address, of two genders or joined: M. Mme Dupont, Dr & Mrs Patel."""
    if not _is_addressing(tokens[0], country):
        return None
    forms = 1
    while forms < len(tokens) and (_joins_forms(tokens[forms]) or _is_addressing(tokens[forms], country)):
        forms += 1
    joined = any(map(_joins_forms, tokens[1 : forms - 1]))
    told = [
        gender
        for place, token in enumerate(tokens[:forms])
        if not _is_none_behind(token, tokens[:place])
        for gender in _genders_in(token, country)
    ]
    are_two = {"male", "female"} <= set(told) or (joined and any(told))
    whole = forms < len(tokens) or (joined and not _joins_forms(tokens[-1]))
    return tokens[forms:] if are_two and whole else None


def _joins_forms(token: str) -> bool:
    return token.lower() in _JOINING_FORMS


def _is_none_behind(token: str, before: list[str]) -> bool:
    """Whether a form of address is none behind others that nothing joins with it: Mme M. Dupont."""
    if not before or _joins_forms(before[-1]):
        return False
    return folded_word(token) in INITIALS_TOO or is_dutch_degree(token, before)


def _genders_in(token: str, country: str) -> list[str | None]:
    """The gender of each form of address in a word, None of a title: two in Mr/Mrs."""
    return [_gender_of(it, country) for it in token.split("/")]


def _is_addressing(token: str, country: str) -> bool:
    return all(_gender_of(it, country) or is_title(it) for it in token.split("/"))


def _gender_of(word: str, country: str) -> str | None:
    return gender_of(word, country) or SPANISH_GENDERS.get(folded_word(word))


def _family(names: list[str], country: str) -> str:
    """The family name of whom a family is named after: Familie Hans Meier, Familia García López."""
    names = strip_titles(names, country).name if len(names) > 1 else names
    if not names or are_joined_words(names):
        return (names and _joined_family(names, country)) or ""
    if len(names) > 1 and (INITIAL.fullmatch(names[0]) or are_given_names(names[:1])):
        return ordered(names, country).family or ""
    turned = len(names) == 2 and are_given_names(names[1:]) and not is_iberian(names[1])
    return " ".join(names[: family_words_in_front(names, country) or 1] if turned else names)


def _place_of_and(tokens: list[str]) -> int:
    """The place of the word that joins two people, 0 for a name of one."""
    return next((place for place in range(1, len(tokens) - 1) if _joins(tokens, place)), 0)


def _joins(tokens: list[str], place: int) -> bool:
    """Whether the word joins two people: not in von und zu Guttenberg, nor in Ortega y Gasset."""
    if tokens[place - 1].lower() in PARTICLES:
        return False
    word, first = tokens[place], place == 1 and not tokens[0].islower() and not _is_family_name(tokens[0])
    if word in JOINING - CONNECTORS and len(tokens) < place + 3:  # John a Smith
        return False
    if word in CONNECTORS and len(tokens) == 3 and not are_given_names(tokens[2:]):  # Ramón y Cajal
        return False
    return (
        word.lower() in AND or (word in JOINING and first) or (word in SMALL_AND and not tokens[0].islower())
    )


def _is_family_name(word: str) -> bool:
    return is_iberian(word) and not are_given_names([word])


def _family_of_two(one: list[str], other: list[str], country: str) -> str:
    """The family name of two people who have one: Anna und Peter Müller, but not Anna Müller und Eva Kern."""
    if any(_joins(other, place) for place in range(1, len(other))):
        return ""
    alone = all(_is_addressing(word, country) for word in other)
    one, other = (strip_titles(words, country).name if words else [] for words in (one, other))
    if alone and len(one) > 1:  # Dhr. J. de Vries & mevr.
        return ordered(one, country).family or ""
    if at := _family_words_before_given(one, other, country):
        return " ".join(one[:at])
    if len(other) == 1:
        return other[0] if one == other or all(_is_addressing(word, country) for word in one) else ""
    family = ordered(other, country).family
    same = len(one) == 1 or ordered(one, country).family == family
    return family or "" if same else ""


def _family_words_before_given(one: list[str], other: list[str], country: str) -> int:
    """How many words in front are the family name of both: Huber Josef und Maria."""
    if len(one) < 2 or not are_given_names(other):
        return 0
    if at := family_words_in_front(one, country):
        return at
    known = not are_given_names(one[:1]) or folded_word(one[0]) in COMMON
    return int(are_given_names(one[1:]) and known)
