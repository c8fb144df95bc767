"""Names of people: "Nachname, Vorname", particles, initials, suffixes, birth names."""

import re
from functools import lru_cache
from typing import NamedTuple

from graph.words.suffixes import PHRASES
from ingest.cleaning.names.family_first import INITIAL
from ingest.cleaning.names.firms import is_firm, without_company_word
from ingest.cleaning.names.forms import (
    is_followed_by_role,
    without_booking,
)
from ingest.cleaning.names.marks import without_marks, without_others
from ingest.cleaning.names.newborns import newborn_of
from ingest.cleaning.names.order import Order, given_alone, ordered, parted
from ingest.cleaning.names.several import are_joined_words, family_of_several, with_one_word_each
from ingest.cleaning.names.titles import (
    TitledName,
    are_titles,
    gender_of,
    is_profession,
    is_title,
    strip_ranks,
    strip_titles,
    suffix_behind,
    suffix_of,
    without_address_behind,
)

# Born is a family name too, and Nee: those words tell a birth name in lower case only.
_BORN = re.compile(
    r"[\s,(](?:(?i:geb\.|geb(?=\s)|geborene?r?|née|né|nacida|nascida|născută|z\s+domu|z\s?d\.|rozená|roz\.|szül\.|rođ\.|rođena|född|født|урожд\.|урождённая)"
    r"|nee|born|geboren|nata)\s*(?<![^\W\d_])(?P<name>[^,()]+)\)?"
)
# As genealogists mark it: Anna Kern *Vogt; a day or year of birth is no name.
_STAR = re.compile(r"(?<=[^\s,(])[\s,(]++[*∗]\s*(?:(?P<name>[^\W\d_][^,()*∗]*)|\d[^,()]*)\)?")
_ASIDE = re.compile(r"\(([^()]*)\)")
_TITLES_TOGETHER = re.compile(r"^((?:RA(?:in)?|StB(?:in)?|WP(?:in)?|vBP))/(?=(?:RA|StB|WP|vBP))")
"""Of offices that have several, as they write them: StB/WP Peter Kern."""
_SPACED_DEGREE = re.compile(r"\b([BM])\. (Sc|Eng|Ed)\.|\b(Ph)\. (D)\.")
_INITIALS_TOGETHER = re.compile(r"((?:[^\W\d_]\.)+)([^\W\d_]{3}\S*)")


class PersonName(NamedTuple):
    """A name taken apart; what is not in it is None. Of a household, several people in one line, no more is
    known than a family name."""

    full: str
    title: str | None = None
    given: str | None = None
    middle: str | None = None
    family: str | None = None
    suffix: str | None = None
    birth_name: str | None = None
    gender: str | None = None
    organization: bool = False
    household: bool = False


class _Pieces(NamedTuple):
    """What stands between the commas of a name: names, and what is said of them."""

    names: list[list[str]]
    titles: list[str]
    suffix: str | None = None
    gender: str | None = None
    rest: bool = False


def parse_name(text: str, country: str = "") -> PersonName:
    """What `parse_person` does; an organization's name is kept whole, without "Firma", and without whom it
    is for there; a firm that passes on what is for a person makes no firm of that."""
    own = without_others(text)
    if is_firm(own, country):
        return PersonName(without_company_word(own), organization=True)
    return parse_person(text, country)


@lru_cache(maxsize=20_000)
def parse_person(text: str, country: str = "") -> PersonName:
    """The parts of a person's name.

    `country` is where the person lives, for the order of a name; "" is not known.
    """
    plain, birth_name = without_birth_name(_SPACED_DEGREE.sub(_closed, _set_apart(without_booking(text))))
    plain, generation = _without_generation(plain)
    newborn = newborn_of(plain)
    plain = newborn.rest if newborn else plain
    marked = without_marks(
        _TITLES_TOGETHER.sub(r"\1 ", with_one_word_each(_ASIDE.sub(_said_aside, plain))).strip()
    )
    pieces = _pieces(marked.name, country)
    if not 0 < len(pieces.names) < 3:
        return PersonName(" ".join(plain.replace(",", " ").split()) or text, birth_name=birth_name)
    if not newborn and (family := family_of_several(pieces.names, country)) is not None:
        whole = " ".join(word for piece in reversed(pieces.names) for word in piece)
        return PersonName(whole, family=family or None, household=True)
    if len(pieces.names) == 1 and are_joined_words(pieces.names[0]):
        return PersonName(" ".join(pieces.names[0]))
    addressed, order = _read(pieces, country)
    if not newborn and pieces.names[0][0] == addressed.name[0]:  # nobody is addressed: Herr Peter
        order = given_alone(addressed.name, order)
    if newborn and order.given and INITIAL.fullmatch(order.given):  # who has no name has no initial: D Souza
        order = Order(family=f"{order.given} {order.family}")
    return PersonName(
        plain if pieces.rest or marked.named or "(" in plain else " ".join(addressed.name),
        " ".join((*addressed.titles, *pieces.titles)) or None,
        *order,
        generation or addressed.suffix or pieces.suffix or (newborn.twin if newborn else None),
        birth_name,
        addressed.gender
        or pieces.gender
        or marked.gender
        or (newborn.gender if newborn else _addressed_aside(plain)),
    )


def _set_apart(text: str) -> str:
    """`K.S. Vijay` of `K.S.Vijay`; behind a name initials may be a degree, as in `B.Tech`."""
    first = next((word for word in text.split() if not is_title(word) and not gender_of(word)), "")
    found = _INITIALS_TOGETHER.fullmatch(first)
    return text.replace(first, f"{found[1]} {found[2]}", 1) if found and found[2][0].isupper() else text


def _closed(found: re.Match[str]) -> str:
    """`B.Sc.` of `B. Sc.`"""
    return ".".join(filter(None, found.groups())) + "."


def _addressed_aside(text: str) -> str | None:
    """The gender that a form of address in brackets tells, wherever it stands: Dr. (Mrs.) Meena Iyer."""
    return next(filter(None, map(gender_of, _ASIDE.findall(text))), None) if "(" in text else None


def _said_aside(found: re.Match[str]) -> str:
    """Of what stands in brackets a suffix at the end: Hans Kern (jun.)."""
    last = not found.string[found.end() :].strip()
    return f", {found[1]} " if last and suffix_of(found[1]) and len(found[1]) > 1 else " "


def _read(pieces: _Pieces, country: str) -> tuple[TitledName, Order]:
    """The words around the name, with those of the name in their natural order, and its parts."""
    if len(pieces.names) == 1:
        tokens, told = without_address_behind(pieces.names[0], country)
        addressed = strip_ranks(_stripped(tokens, country), country)
        if told:
            addressed = addressed._replace(gender=told)
        order = Order(given=tokens[0]) if told and len(tokens) == 1 else ordered(addressed.name, country)
        return addressed, order
    family, given = (_stripped(names, country) for names in pieces.names)
    together = TitledName(
        pieces.gender or given.gender or family.gender,
        family.titles + given.titles,
        given.name + family.name,
        family.suffix or given.suffix,
    )
    return together, parted(given.name, family.name)


def _stripped(tokens: list[str], country: str = "") -> TitledName:
    addressed = strip_titles(tokens, country)
    *before, last = addressed.name
    if suffix := suffix_behind(last, before):
        return addressed._replace(name=before, suffix=suffix)
    return addressed


def without_birth_name(text: str) -> tuple[str, str | None]:
    """A name without the one of birth, and that; None where there is none."""
    told = (it for it in (_BORN, _STAR) if it.search(text))
    if (pattern := next(told, None)) is None or (born := pattern.search(text)) is None:
        return text, None
    return pattern.sub("", text), born["name"] and born["name"].strip()


def _without_generation(text: str) -> tuple[str, str | None]:
    """The name without `d. Ä.` or `the Younger` behind it, and the suffix that it stands for."""
    for phrase, suffix in PHRASES.items():
        if text.endswith(f" {phrase}"):
            return text.removesuffix(phrase).rstrip(" ,"), suffix
    return text, None


def _pieces(text: str, country: str = "") -> _Pieces:
    """The text taken apart at its commas: titles, suffixes and salutations behind one are no given names."""
    pieces = _Pieces([], [])
    names, titles = pieces.names, pieces.titles
    for piece in text.split(","):
        tokens = piece.split()
        if names and len(tokens) == 1 and (suffix := suffix_behind(tokens[0], names[0])):
            pieces = pieces._replace(suffix=suffix)
        elif names and len(tokens) == 1 and (gender := gender_of(tokens[0])):
            pieces = pieces._replace(gender=gender)
        elif are_titles(tokens, names[0] if names else [], country) or _are_professions(tokens, names):
            titles += tokens
        elif names and _is_beside(tokens, names):
            pieces = pieces._replace(rest=True)
        elif tokens:
            names.append(tokens)
    return pieces


def _is_beside(piece: list[str], names: list[list[str]]) -> bool:
    """Whether a piece behind these pieces of a name is no name, but something kept with it."""
    has_digit = any(letter.isdigit() for word in piece for letter in word)
    return has_digit or (len(names) == 1 and bool(piece) and is_followed_by_role(names[0], piece))


def _are_professions(piece: list[str], before: list[list[str]]) -> bool:
    """Whether a piece behind others says what somebody is: Ann Lee, D.D.S., DC."""
    return bool(piece and before) and all(
        are_titles([it], before[0]) or is_profession(it, before) for it in piece
    )


def of_one_field(text: str) -> tuple[TitledName, str | None]:
    """Titles and suffix of a field that holds one sort of name: all else in it is the name."""
    pieces = _pieces(text)
    tokens = [token for name in pieces.names for token in name]
    if not tokens:
        return TitledName(None, [], [text]), None
    addressed = _stripped(tokens)
    return addressed._replace(titles=addressed.titles + pieces.titles), addressed.suffix or pieces.suffix
