"""Names of people: "Nachname, Vorname", particles, initials, suffixes, birth names; legal forms."""

import re
from functools import lru_cache
from typing import NamedTuple

from graph.placeholders import placeholders
from ingest.cleaning.base import Context, InvalidValue, ValueType
from ingest.cleaning.titles import is_title, strip_titles, suffix_of

_PARTICLES = {
    "von", "van", "vom", "zu", "zum", "zur", "der", "den", "dem", "de", "del", "della", "di", "da", "dos",
    "das", "du", "la", "le", "ter", "ten", "op", "al", "el", "bin", "ibn", "v.", "af", "av",
}  # fmt: skip
_BORN = re.compile(r"(?i)[\s,(]+(?:geb\.?|geborene?r?|née|nee|born)\s+([^)]+)\)?$")
_COMPANY = re.compile(r"(?i)^(?:firma|fa\.)\s+")
_LEGAL_FORM = re.compile(
    r"(?i)[^\W\d_].*\b(?:gmbh|ag|kg|ohg|gbr|ug|e\.?\s?v\.?|e\.?\s?k\.?|se|kgaa|mbh|ltd|limited|inc|llc|corp|"
    r"plc|stiftung)(?:\.|\s*\(haftungsbeschränkt\))?$"
)
_INITIAL = re.compile(r"[^\W\d_]\.?")
# Chinese and Japanese names are written without a blank: which part is which is not known.
_EAST_ASIAN = re.compile("[\u3040-\u9fff\uac00-\ud7af]")
_AND = {"und", "u.", "and", "&", "+"}


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


@lru_cache(maxsize=20_000)
def parse_name(text: str) -> PersonName:
    """The parts of a person's name; an organization's is kept whole, without "Firma"."""
    if _LEGAL_FORM.search(text) or _COMPANY.match(text):
        return PersonName(_COMPANY.sub("", text), organization=True)
    born = _BORN.search(text)
    addressed = strip_titles(_swapped(_BORN.sub("", text)).split())
    tokens, suffix = _without_suffix([token.strip(",") for token in addressed.name if token.strip(",")])
    given, middle, family = _given_and_family(tokens)
    return PersonName(
        " ".join(tokens) or text,
        " ".join(addressed.titles) or None,
        given,
        middle,
        family,
        suffix,
        born[1].strip() if born else None,
        addressed.gender,
    )


def _swapped(text: str) -> str:
    """`Nachname, Vorname` the other way round; titles and suffixes behind a comma are no given names."""
    family, comma, behind = text.partition(",")
    words = behind.split()
    if not comma or "," in behind or not words or not family.strip() or re.search(r"\d", text):
        return text
    if len(words) == 1 and suffix_of(words[0]):
        return f"{family} {words[0]}"
    if all(is_title(word) for word in words):
        return f"{behind.strip()} {family}"
    if suffix_of(words[-1]):
        return f"{' '.join(words[:-1])} {family.strip()} {words[-1]}"
    return f"{behind.strip()} {family.strip()}"


def _without_suffix(tokens: list[str]) -> tuple[list[str], str | None]:
    if len(tokens) > 1 and (suffix := suffix_of(tokens[-1])):
        return tokens[:-1], suffix
    return tokens, None


def _given_and_family(tokens: list[str]) -> tuple[str | None, str | None, str | None]:
    """Given, middle and family name; particles belong to the family name, initials to the middle."""
    if len(tokens) < 2:
        return None, None, next((token for token in tokens if not _EAST_ASIAN.search(token)), None)
    if len(tokens) > 7 or any(token.lower() in _AND for token in tokens):
        return None, None, None  # several people in one name
    start = len(tokens) - 1
    while start > 1 and tokens[start - 1].lower() in _PARTICLES:
        start -= 1
    if start == 1 and tokens[0].lower() in _PARTICLES:
        return None, None, " ".join(tokens)
    initials = [token for token in tokens[1:start] if _INITIAL.fullmatch(token)]
    given = tokens[:1] + [token for token in tokens[1:start] if not _INITIAL.fullmatch(token)]
    return " ".join(given), " ".join(initials) or None, " ".join(tokens[start:])


class FullName(ValueType):
    """A person's or organization's whole name; `parse_name` takes it apart."""

    def clean(self, text: str, context: Context) -> str:
        """The name; raises InvalidValue."""
        del context
        _require_letters(text)
        return text


class FamilyName(ValueType):
    """A family name; suffix, birth name and titles in it are found."""

    def clean(self, text: str, context: Context) -> PersonName:
        """The name with `family`, `suffix`, `birth_name`, `title`; raises InvalidValue."""
        del context
        _require_letters(text)
        born = _BORN.search(text)
        addressed = strip_titles(_BORN.sub("", text).replace(",", " ").split())
        tokens, suffix = _without_suffix(addressed.name)
        return PersonName(
            text,
            " ".join(addressed.titles) or None,
            family=" ".join(tokens),
            suffix=suffix,
            birth_name=born[1].strip() if born else None,
            gender=addressed.gender,
        )


class GivenName(ValueType):
    """A given name, or several; titles before it are found."""

    def clean(self, text: str, context: Context) -> PersonName:
        """The name with `given`, `title` and `gender`; raises InvalidValue."""
        del context
        _require_letters(text)
        addressed = strip_titles(text.split())
        title = " ".join(addressed.titles) or None
        return PersonName(text, title, given=" ".join(addressed.name), gender=addressed.gender)


def _require_letters(text: str) -> None:
    if not re.search(r"[^\W\d_]", text):
        raise InvalidValue("is a name without a letter")
    if text in placeholders("name"):
        raise InvalidValue("is a placeholder, not a name")
    if "@" in text or "://" in text:
        raise InvalidValue("is an address, not a name")
