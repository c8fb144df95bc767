"""Words before and behind names: salutations, academic titles, suffixes."""

import re
from typing import NamedTuple

from ingest.cleaning.base import Context, InvalidValue, ValueType

GENDERS = {
    "herr": "male", "herrn": "male", "hr": "male", "mr": "male", "monsieur": "male", "sir": "male",
    "frau": "female", "fr": "female", "frl": "female", "fräulein": "female", "mrs": "female",
    "ms": "female", "miss": "female", "madame": "female", "mme": "female",
}  # fmt: skip
_NO_GENDER = {"familie", "fam.", "eheleute", "mx", "mx.", "z.hd.", "zhd."}
_ADDRESSING = {*GENDERS, "und", "u", "divers", "diverse", "firma", "fa", "familie", "fam", "eheleute", "mx"}
_TITLE_WORDS = {
    "dr", "prof", "professor", "priv", "doz", "mag", "ing", "dipl", "med", "phil", "jur", "rer", "nat", "pol",
    "oec", "habil", "univ", "theol", "vet", "dent", "em", "kfm", "kffr", "kfr", "inf", "math", "phys", "chem",
    "biol", "psych", "soz", "päd", "betriebsw", "volksw", "wirt", "hc", "mult", "ra", "stb", "wp",
}  # fmt: skip
_TITLES_WITHOUT_DOT = {"dr", "prof", "professor", "msc", "bsc", "mba", "phd", "llm", "pd"}
_TITLES_BEHIND = {"m.a.", "b.a.", "m.sc.", "b.sc.", "ph.d.", "ll.m.", "m.sc", "b.sc", "ph.d", "h.c."}
_SUFFIXES = {
    "jr": "Jr.", "junior": "Jr.", "jun": "Jr.", "jnr": "Jr.", "sr": "Sr.", "senior": "Sr.", "sen": "Sr.",
    "snr": "Sr.", "ii": "II", "iii": "III", "iv": "IV",
}  # fmt: skip


def is_title(token: str) -> bool:
    """Whether a word is an academic title or part of one: `Dr.`, `Dipl.-Ing.`, `med.`, `M.Sc.`"""
    word = token.lower().strip(",")
    if word in _TITLES_WITHOUT_DOT or word in _TITLES_BEHIND:
        return True
    parts = [part for part in re.split("[.-]", word) if part]
    return "." in word and bool(parts) and all(part in _TITLE_WORDS for part in parts)


def suffix_of(token: str) -> str | None:
    """`Jr.`, `Sr.` or a Roman number, None for other words."""
    return _SUFFIXES.get(token.lower().strip(",."))


class Addressed(NamedTuple):
    """Gender and titles told by the words around a name, and the words of the name itself."""

    gender: str | None
    titles: list[str]
    name: list[str]


def strip_titles(tokens: list[str]) -> Addressed:
    """Takes salutations from the front and titles from anywhere; at least one word is left."""
    gender, titles, rest = None, [], list(tokens)
    while len(rest) > 1:
        word = rest[0].lower().rstrip(".")
        # "Fr" and "Hr" alone could be names; with a full stop they are Frau and Herr.
        if word in GENDERS and (rest[0].endswith(".") or len(word) > 2 or word in ("mr", "ms")):
            gender = GENDERS[word]
        elif is_title(rest[0]):
            titles.append(rest[0])
        elif rest[0].lower() not in _NO_GENDER:
            break
        rest.pop(0)
    titles += [token.strip(",") for token in rest[1:] if is_title(token)]
    return Addressed(gender, titles, rest[:1] + [token for token in rest[1:] if not is_title(token)])


class NameSuffix(ValueType):
    """A suffix that tells namesakes apart."""

    def clean(self, text: str, context: Context) -> str:
        """`Jr.`, `Sr.`, `II` or the suffix as written."""
        del context
        return suffix_of(text) or text


class Salutation(NamedTuple):
    """What "Frau Dr." says."""

    gender: str | None
    title: str | None


class SalutationText(ValueType):
    """How a person is addressed: Herr, Frau, Frau Dr."""

    def clean(self, text: str, context: Context) -> Salutation:
        """Gender and title; raises InvalidValue when it is no salutation."""
        del context
        tokens = re.split(r"[\s/,]+", re.sub(r"(?i)\bsehr geehrter?\b", "", text).strip())
        titles = [token for token in tokens if is_title(token)]
        words = {token.lower().rstrip(".") for token in tokens if token not in titles}
        if words - _ADDRESSING:
            raise InvalidValue("is not a salutation")
        genders = {GENDERS[word] for word in words if word in GENDERS}
        if words & {"divers", "diverse"}:
            genders.add("diverse")
        return Salutation(genders.pop() if len(genders) == 1 else None, " ".join(titles) or None)
