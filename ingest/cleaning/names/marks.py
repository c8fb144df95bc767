"""What stands in the field of a name beside it: who passes it on, nicknames, further names, honorifics."""

import re
from typing import NamedTuple

from graph.words.given_names import are_given_names
from graph.words.honorifics import ATTACHED, BEHIND
from graph.words.particles import PARTICLES

_LETTER = r"[^\W\d_]"
_FOR = (
    r"(?:c/o|z\.? ?hd\.?|zu h[äa]nden(?: von)?|attn\b[.:]?|attention:|t\.a\.v\.|à l['’]attention de"
    r"|a la atenci[oó]n de|alla c\.a\.(?: di)?)\s+(?=\S)"
)
_CARE_OF = re.compile(f"(?i){_FOR}")
_CARE_OF_OTHERS = re.compile(rf"(?i)(?<![\s,;-])[\s,;-]+{_FOR}.*$")
_QUOTED = re.compile(
    rf"(?<=\S)\s+(?:\"[^\"]+\"|“[^“”]+”|„[^„“”]+[“”]|«[^«»]+»|'{_LETTER}[^']*'|‘{_LETTER}[^‘’]*’)(?=[\s,]|$)"
)
# Alias and Aka are names too: in small letters or capitals alone, behind two words of a name, they are none.
_ALSO = re.compile(
    r"(?<![\s,(])[\s,(]+(?:(?i:[af]/k/a|[af]\.k\.a\.|verh\.|verw\.|gesch\.|verheiratete?|verwitwete?)"
    r"|(?P<name>aka|formerly|vormals|alias|AKA|FORMERLY|VORMALS|ALIAS))\s+[^,()]+\)?"
)
# Whose son, daughter or wife somebody is: behind a whole name. One word alone has that for its family name.
_RELATION = re.compile(r"(?<=\S)(?:,\s*|\s+)(?:[SDWH]\s?/\s?[Oo]|[sdwh]\s?/\s?o)\b[.:]?\s+(?=\S)")
_WIDOW = re.compile(r"(?i)(?<=\S)\s+(?:viuda|vda\.?) de (?=\S)")
# No word begins with a sign of a vowel or a tone: คุณากร is a name.
_ATTACHED = re.compile(
    rf"(?P<word>{'|'.join(map(re.escape, ATTACHED))})(?![\u0e30-\u0e3a\u0e45-\u0e4e])\s*(?=\S{{2}})"
)
_BEHIND = re.compile(rf"(?<=[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3])\s*(?P<word>{'|'.join(BEHIND)})$")
_AND_OR = re.compile(
    r"(?i)(?<=\s)(?:en/of|e/o|y/o|e/ou|et/ou|and/or|und/oder|u/o|och/eller|og/eller|i/lub|a/nebo)(?=\s)"
)
_DASH = re.compile(rf"(?<={_LETTER}{{2}}) [-–] (?={_LETTER}{{2}})")
_STROKE = re.compile(rf"(?<={_LETTER}{{2}})(?: [/|] |/(?={_LETTER}{{2}}[^\s,]* ))(?={_LETTER}{{2}})")
_LAST_STROKE = re.compile(rf"(?<=[^\W\d_]{{2}})/(?={_LETTER}{{2}}\S*$)")


class MarkedName(NamedTuple):
    """A name without what stands beside it, the gender that this tells, and whether a name was among it."""

    name: str
    gender: str | None = None
    named: bool = False


def without_others(text: str) -> str:
    """A name without who passes on what is for it, or whom it is for there, behind it."""
    return _CARE_OF_OTHERS.sub("", text)


def without_marks(text: str) -> MarkedName:
    """The name in a text, without `c/o`, "Bob" in quotes, `aka …` and `様`; two people have `&` between."""
    text = _CARE_OF.sub("", text, count=1) if _CARE_OF.match(text) else without_others(text)
    plain, gender = _without_honorific(text)
    said = _without_relation(plain)
    alone = _ALSO.sub(_without_alias, _QUOTED.sub("", said))
    joined = _DASH.sub("-", _with_and(alone))
    return MarkedName(joined, gender, alone != plain)


def _without_relation(text: str) -> str:
    """The name without whose son, daughter or widow somebody is: Ramesh Kumar S/O Suresh Kumar."""
    for pattern in (_RELATION, _WIDOW):
        found = pattern.search(text)
        if found and len(text[: found.start()].split()) > 1:
            text = text[: found.start()]
    return text


def _without_alias(found: re.Match[str]) -> str:
    """Nothing for a further name; what was found where `alias` may be a name: JUAN ALIAS PEREZ."""
    before = found.string[: found.start()]
    if not found["name"] or (len(before.split()) > 1 and not (before.isupper() and found["name"].isupper())):
        return ""
    return found[0]


def _without_honorific(text: str) -> tuple[str, str | None]:
    """The name without what is written together with it where there are no blanks: 田中様, นายสมชาย."""
    for pattern, genders in ((_ATTACHED, ATTACHED), (_BEHIND, BEHIND)):
        found = pattern.match(text) if pattern is _ATTACHED else pattern.search(text)
        if found:
            return pattern.sub("", text, count=1), genders[found["word"]] or None
    return text, None


def _with_and(text: str) -> str:
    """Two people with a stroke between them, but not the two family names of one: Müller/Schmidt, Anna."""
    one, semicolon, other = (text := _AND_OR.sub("&", text)).partition(";")
    if semicolon and other.strip():
        text = f"{one}, {other}" if _are_family_and_given(one.split(), other.split()) else f"{one} & {other}"
    text = _with_one_family_name(text)
    return (_LAST_STROKE if "," in text else _STROKE).sub(" & ", text)


def _are_family_and_given(one: list[str], other: list[str]) -> bool:
    """Whether a semicolon stands for the comma of `García López; Ana`, not between John Smith; Jane Doe."""
    if len(one) < 2 or one[0].islower() or all(token.lower() in PARTICLES for token in one[:2]):
        return True
    return not are_given_names(one[:1]) and (len(other) == 1 or are_given_names(other))


def _with_one_family_name(text: str) -> str:
    """Anna Müller / Schmidt as `Anna Müller/Schmidt`, who is one person; not Anna Müller / Eva."""
    names, stroke, last = text.replace(" | ", " / ").rpartition(" / ")
    one = stroke and "," not in text and len(names.split()) > 1 and len(last.split()) == 1
    return f"{names}/{last}" if one and not are_given_names([last]) else text
