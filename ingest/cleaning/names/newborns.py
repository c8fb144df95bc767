"""Names that hospitals write for a child that has none yet."""

import re
from typing import NamedTuple

from ingest.cleaning.names.titles import gender_of

# A letter tells twins apart; a D in front of a name is part of it: Baby Boy D Souza.
_CHILD = re.compile(
    r"(?i)\b(?:baby|newborn|infant)[ -]?(?P<sex>boy|girl|male|female)\b"
    r"(?: (?:twin )?(?P<twin>[A-C1-4]\b(?!['’])|D(?=\.?\s*(?:,|$)))\.?)?"
)
_OF_MOTHER = re.compile(r"(?i)(?:\b(?:baby|newborn|infant)(?: (?:boy|girl))? of|\bb/o) (?P<mother>.+)")
_MALE = frozenset(("boy", "male"))
_LETTERS = dict(zip("1234", "ABCD", strict=True))


class Newborn(NamedTuple):
    """A child that has no name yet: what is left of the text, gender, and the letter of a twin."""

    rest: str
    gender: str | None
    twin: str | None


def newborn_of(text: str) -> Newborn | None:
    """What a name tells of a newborn, None for anybody else's.

    The given name in front, or after `baby of`, is the mother's: `Kern, Janet Baby Girl` is called Kern.
    """
    if of := _OF_MOTHER.search(text):
        family = text[: of.start()].strip(" ,") or of["mother"].split()[-1]
        sex = _CHILD.search(text)
        return Newborn(family, _gender(sex["sex"]) if sex else None, None)
    if not (found := _CHILD.search(text)):
        return None
    front, behind = text[: found.start()].strip(" ,"), text[found.end() :]
    family, _, mother = front.partition(",")
    rest = (family if mother.strip() else front) + behind
    rest = "" if gender_of(rest.strip(" ,")) else rest  # Mr. Baby Boy is called nothing at all
    twin = found["twin"] and found["twin"].upper()
    return Newborn(rest.strip(" ,"), _gender(found["sex"]), twin and _LETTERS.get(twin, twin))


def _gender(sex: str) -> str:
    return "male" if sex.lower() in _MALE else "female"
