"""Names of one organization in one text: trading names, former ones, a brand before the registered name."""

from __future__ import annotations

import re

from graph.words.folding import fold_text
from graph.words.legal_forms import ANYWHERE, AT_THE_END

_MARKS = (
    r"(?i)[\s,;(/-](?:"
    r"t\s?/\s?as?|trading as|trading under(?: the name)?|d\s?/\s?b\s?/\s?a\.?|dba|doing business as"
    r"|a\.?k\.?a\.?|also known as"
    r"|f/k/a|fka|formerly(?: known as| trading as)?|previously(?: known as)?"
    r"|vormals|vorm\.|ehemals|ehem\.|früher|firmierend (?:als|unter)|handelnd (?:als|unter)"
    r"|h\.?o\.?d\.?n\.?|handelend onder(?: de naam)?|voorheen"
    r"|anciennement|nom commercial|sous l.enseigne|enseigne\s?:|anteriormente|antes|nombre comercial"
    r"|nome fantasia|nome de fantasia|già|insegna|dawniej|tidigare|tidligere|бывш\.?|прежнее название"
    r")[\s:]+"
)
"""What stands before a further name: B. Taylor Ltd t/a Robin Plumbing."""
MAYBE = rf"{_MARKS}|[)]\s*$"
"""RE2 of what names have that may be several."""

_MARK, _IN_BRACKETS = re.compile(_MARKS), re.compile(r"\(((?:[^()]|\([^()]*\))+)\)\s*$")
_ANYWHERE, _AT_THE_END = re.compile(ANYWHERE), re.compile(AT_THE_END)


def names_in(text: str | None) -> list[str] | None:
    """The names in a text, the one in front first; None for None.

    What stands in brackets at the end is a name where it is marked as one or has a legal form besides other
    words: `Robin Plumbing (B. Taylor Ltd)`, but not `Kern (UK) Ltd` nor `Kern UG (haftungsbeschränkt)`.
    """
    if text is None:
        return None
    bracketed = _IN_BRACKETS.search(text)
    texts = [text]
    if bracketed and _is_registered(bracketed[1]):
        texts = [text[: bracketed.start()], bracketed[1]]
    parts = [part.strip(" ,;()/-") for one in texts for part in _MARK.split(f" {one}")]
    names = [part for part in parts if part and not _is_form(part)]
    return names if len(names) > 1 else [text]


def _is_registered(text: str) -> bool:
    """Whether it is a name with a legal form."""
    folded, rest = _without_form(text)
    return rest != folded and bool(rest.strip())


def _is_form(text: str) -> bool:
    """Whether it is a legal form and nothing besides: what is behind the mark was a word of the name."""
    folded, rest = _without_form(text)
    return rest != folded and not rest.strip()


def _without_form(text: str) -> tuple[str, str]:
    """The folded text, and what is left of it without legal forms."""
    folded = " " + " ".join(re.findall("[a-z0-9]+", fold_text(text) or ""))
    return folded, _AT_THE_END.sub("", _ANYWHERE.sub(" ", folded))
