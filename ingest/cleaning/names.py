"""Names of people: titles, salutations, "Nachname, Vorname", particles, suffixes, birth names."""

import re
from typing import NamedTuple

from ingest.cleaning.base import Context, InvalidValue, ValueType

_GENDERS = {
    "herr": "male", "herrn": "male", "hr": "male", "mr": "male", "monsieur": "male", "sir": "male",
    "frau": "female", "fr": "female", "frl": "female", "fräulein": "female", "mrs": "female",
    "ms": "female", "miss": "female", "madame": "female", "mme": "female",
}  # fmt: skip
_NEUTRAL = {"firma", "fa", "familie", "fam", "eheleute", "divers", "mx", "an", "z.hd", "zhd"}
_TITLE = re.compile(
    r"(?:dr|prof|professor|doktor|doctor|priv|pd|mag|ing|dipl|ba|ma|mba|phd|msc|bsc|llm|med|phil|jur|rer|nat|"
    r"pol|oec|h\.?c|habil|univ|theol|vet|dent|em|ra|stb)"
    r"(?:[.-]+(?:ing|kfm|kffr|inf|math|phys|chem|biol|psych|soz|päd|betriebsw|volksw|wirt|med|dr|dent|jur|h|c))*\.?",
    re.IGNORECASE,
)  # fmt: skip
_ALWAYS_TITLE = re.compile(
    r"(?i)(dr|prof|professor|dipl|mag|pd)\b.*|b\.?sc\.?|m\.?sc\.?|mba|ph\.?d\.?|ll\.?m\.?"
)
_SUFFIXES = {
    "jr": "Jr.", "junior": "Jr.", "jun": "Jr.", "jnr": "Jr.", "sr": "Sr.", "senior": "Sr.", "sen": "Sr.",
    "snr": "Sr.", "ii": "II", "iii": "III", "iv": "IV",
}  # fmt: skip
_PARTICLES = {
    "von", "van", "vom", "zu", "zum", "zur", "der", "den", "dem", "de", "del", "della", "di", "da", "dos",
    "das", "du", "la", "le", "ter", "ten", "op", "al", "el", "bin", "ibn", "v.", "af", "av",
}  # fmt: skip
_BORN = re.compile(r"(?i)[\s,(]+(?:geb\.?|geborene?r?|née|nee|born)\s+([^)]+)\)?$")
_LEGAL_FORM = re.compile(
    r"(?i)\b(gmbh|ag|kg|ohg|gbr|ug|e\.?\s?v\.?|e\.?k\.?|se|kgaa|mbh|ltd|limited|inc|llc|corp|plc|co\.? kg|stiftung)\.?$"
)
_INITIAL = re.compile(r"[^\W\d_]\.?")


class PersonName(NamedTuple):
    """A name taken apart; what is not in it is None."""

    full: str
    title: str | None = None
    given: str | None = None
    middle: str | None = None
    family: str | None = None
    suffix: str | None = None
    birth_name: str | None = None
    gender: str | None = None
    organization: bool = False


class Salutation(NamedTuple):
    """What "Frau Dr." says."""

    gender: str | None
    title: str | None


def is_title(token: str) -> bool:
    """Whether the token is part of an academic title."""
    return ("." in token and _TITLE.fullmatch(token) is not None) or _ALWAYS_TITLE.fullmatch(
        token
    ) is not None


def _front(tokens: list[str]) -> tuple[str | None, list[str], list[str]]:
    """Gender, titles and the rest of a name that may begin with a salutation."""
    gender, titles, rest = None, [], list(tokens)
    while len(rest) > 1:
        word = rest[0].lower().rstrip(".")
        if word in _GENDERS and (rest[0].endswith(".") or len(word) > 2 or word == "mr"):
            gender = _GENDERS[word]
        elif is_title(rest[0]):
            titles.append(rest[0])
        elif word not in _NEUTRAL:
            break
        rest.pop(0)
    return gender, titles, rest


def _swap(text: str) -> str:
    """`Nachname, Vorname` the other way round; titles and suffixes behind a comma stay behind."""
    family, comma, given = text.partition(",")
    words = given.split()
    if not comma or "," in given or not words or not family.strip():
        return text
    if all(is_title(word) for word in words):
        return f"{given.strip()} {family}"
    if words[-1].lower().rstrip(".") in _SUFFIXES or re.search(r"\d", text):
        return text.replace(",", " ") if not re.search(r"\d", text) and len(words) == 1 else text
    return f"{given.strip()} {family.strip()}"


def parse_name(text: str) -> PersonName:
    """The parts of a person's name; an organization's is kept whole."""
    if _LEGAL_FORM.search(text) or re.match(r"(?i)(firma|fa\.)\s", text):
        return PersonName(re.sub(r"(?i)^(firma|fa\.)\s+", "", text), organization=True)
    born = _BORN.search(text)
    gender, titles, tokens = _front(_swap(_BORN.sub("", text)).split())
    titles += [token for token in tokens[1:] if is_title(token)]
    tokens = tokens[:1] + [token for token in tokens[1:] if not is_title(token)]
    suffix = None
    if len(tokens) > 1 and tokens[-1].lower().rstrip(".") in _SUFFIXES:
        suffix = _SUFFIXES[tokens.pop().lower().rstrip(".")]
    tokens = [token.strip(",") for token in tokens if token.strip(",")]
    given, middle, family = _given_and_family(tokens)
    return PersonName(
        " ".join(tokens) or text,
        " ".join(titles) or None,
        given,
        middle,
        family,
        suffix,
        born[1].strip() if born else None,
        gender,
    )


def _given_and_family(tokens: list[str]) -> tuple[str | None, str | None, str | None]:
    """Given, middle and family name; particles belong to the family name, initials to the middle."""
    if len(tokens) == 1:
        return None, None, tokens[0] if tokens[0].isascii() or tokens[0].istitle() else None
    if {"und", "u.", "and", "&", "+"} & {token.lower() for token in tokens} or len(tokens) > 7:
        return None, None, None  # several people in one name
    start = len(tokens) - 1
    while start > 1 and tokens[start - 1].lower() in _PARTICLES:
        start -= 1
    given = tokens[:start]
    middle = [token for token in given[1:] if _INITIAL.fullmatch(token)]
    given = given[:1] + [token for token in given[1:] if not _INITIAL.fullmatch(token)]
    return " ".join(given), " ".join(middle) or None, " ".join(tokens[start:])


class FullName(ValueType):
    """A person's or organization's whole name."""

    def clean(self, text: str, context: Context) -> PersonName:
        """The name and its parts; raises InvalidValue."""
        del context
        _require_letters(text)
        return parse_name(text)


class FamilyName(ValueType):
    """A family name; suffix and birth name in it are found."""

    def clean(self, text: str, context: Context) -> PersonName:
        """The name with `family`, `suffix`, `birth_name` and `title`; raises InvalidValue."""
        del context
        _require_letters(text)
        born = _BORN.search(text)
        gender, titles, tokens = _front(_BORN.sub("", text).replace(",", " ").split())
        suffix = None
        if len(tokens) > 1 and tokens[-1].lower().rstrip(".") in _SUFFIXES:
            suffix = _SUFFIXES[tokens.pop().lower().rstrip(".")]
        return PersonName(
            text,
            title=" ".join(titles) or None,
            family=" ".join(tokens),
            suffix=suffix,
            birth_name=born[1].strip() if born else None,
            gender=gender,
        )


class GivenName(ValueType):
    """A given name, or several; titles before it are found."""

    def clean(self, text: str, context: Context) -> PersonName:
        """The name with `given`, `title` and `gender`; raises InvalidValue."""
        del context
        _require_letters(text)
        gender, titles, tokens = _front(text.split())
        return PersonName(text, title=" ".join(titles) or None, given=" ".join(tokens), gender=gender)


class NameSuffix(ValueType):
    """A suffix that tells namesakes apart."""

    def clean(self, text: str, context: Context) -> str:
        """`Jr.`, `Sr.`, `II` or the suffix as written."""
        del context
        return _SUFFIXES.get(text.lower().rstrip("."), text)


class SalutationText(ValueType):
    """How a person is addressed: Herr, Frau, Frau Dr."""

    def clean(self, text: str, context: Context) -> Salutation:
        """Gender and title; raises InvalidValue when it is no salutation."""
        del context
        gender, titles, rest = _front([*text.replace("/", " ").split(), "_"])
        if rest != ["_"]:
            raise InvalidValue("is not a salutation")
        return Salutation(gender, " ".join(titles) or None)


def _require_letters(text: str) -> None:
    if not any(char.isalpha() for char in text):
        raise InvalidValue("is a name without a letter")
    if "@" in text or "://" in text:
        raise InvalidValue("is an address, not a name")
