"""Words before and behind names: salutations, academic titles, suffixes."""

import re
from typing import NamedTuple

from graph.words import honorifics, households
from graph.words import titles as known
from graph.words.folding import folded_word
from graph.words.suffixes import FRONT, SURE, WHOLE, WRITTEN
from ingest.cleaning.base import Context
from ingest.cleaning.names.listed import InWords


def is_title(token: str) -> bool:
    """Whether a word is a title wherever it stands: `Dr`, `Dipl.-Ing.`, `M.Sc.`"""
    word = folded_word(token)
    if (
        word in known.DEGREES
        or token.lower() in honorifics.DEGREES
        or word in known.BEHIND
        or word.rpartition("-")[2] in ("prof", "professor")
    ):
        return True
    head, *parts = [part for part in re.split("[.-]", word) if part] or [""]
    dotted = "." in token
    return dotted and head in known.HEADS and all(part in known.HEADS | known.PARTS for part in parts)


def is_title_behind(token: str, before: list[str]) -> bool:
    """Whether a word is a title behind these words of a name: also `MA` and `Esq.`, but not in LI, MA."""
    if is_title(token):
        return True
    word = folded_word(token)
    shouted = "".join(before).isupper() and (len(before) < 2 or word in known.CAPITALS_TOO)
    return word in known.CAPITALS and (token.endswith(".") or (token.isupper() and not shouted))


def are_titles(tokens: list[str], before: list[str], country: str = "") -> bool:
    """Whether all words of a piece behind these words of a name are titles, or go on with one."""
    pattern, was_title = known.DEGREES_OF.get(country), False
    for token in tokens:
        of_country = pattern is not None and before and re.fullmatch(pattern, token)
        was_title = (
            bool(of_country) or is_title_behind(token, before or tokens) or (was_title and continues(token))
        )
        if not was_title:
            return False
    return bool(tokens)


def is_profession(token: str, pieces: list[list[str]]) -> bool:
    """Whether what stands behind these pieces of a name and a comma is a profession.

    Ann Lee, DO, and LEE, ANN, DO; but LE VAN, DO may be turned.
    """
    first = pieces[0] if pieces else []
    whole = len(pieces) > 1 or (len(first) > 1 and not "".join(first).isupper())
    if not whole:
        return False
    return folded_word(token) in known.PROFESSIONS or (
        token.isupper() and folded_word(token.replace(".", "")) in known.BEHIND_A_COMMA
    )


def suffix_of(token: str) -> str | None:
    """`Jr.`, `Sr.` or a Roman number for whatever may be one, None for other words."""
    return WRITTEN.get(folded_word(token))


def suffix_behind(token: str, before: list[str]) -> str | None:
    """The suffix that a word behind these words of a name is.

    None for one that is rather a name: Amartya Sen, Naosuke Ii, Mary Senior.
    """
    word = folded_word(token)
    if not before or word not in WRITTEN or word in FRONT:
        return None
    if word in SURE:
        small = token.islower() and before[0].islower() and len(before) > 1  # john smith iii
        return WRITTEN[word] if not word.startswith("i") or token.strip(".").isupper() or small else None
    abbreviated = token.endswith(".") or (token.islower() and not before[0].islower())
    return WRITTEN[word] if abbreviated or (word in WHOLE and len(before) > 1) else None


class TitledName(NamedTuple):
    """What the words around a name tell, and the words of the name itself."""

    gender: str | None
    titles: list[str]
    name: list[str]
    suffix: str | None = None


def strip_titles(tokens: list[str], country: str = "") -> TitledName:
    """Takes salutations from the front and titles from anywhere; at least one word is left.

    Of a country that is told, its own words count too.
    """
    gender, suffix = None, None
    titles: list[str] = []
    name: list[str] = []
    in_title = False
    for place, token in enumerate(tokens):
        was_title, in_title = in_title, False
        word, rest = folded_word(token), tokens[place + 1 :]
        if not rest and (not name or (len(name) == 1 and token.lower() in known.WRITTEN_OUT)):
            name.append(token)
        elif (
            is_title(token)
            or (was_title and continues(token))
            or _leads_to_title([token, *rest[:1]])
            or is_dutch_degree(token, tokens[:place])
            or (not name and _is_title_of(country, token, rest[0]))
        ):
            titles.append(token)
            in_title = True
        elif name:
            name.append(token)
        elif (told := _respect_of(token, rest, country)) is not None:
            gender = told or gender
        elif gender and _is_initial(token, gender, country):
            name.append(token)
        elif (told := gender_of(token, country)) and folded_word(rest[0]) != word:  # but Kum Kum Sharma
            gender = told
        elif word in FRONT and token.endswith("."):
            suffix = WRITTEN[word]
        elif not _tells_no_gender(token, country):
            name.append(token)
    return TitledName(gender, titles, name, suffix)


def _is_initial(token: str, gender: str, country: str) -> bool:
    """Whether what may be a form of address is none, behind one of the other gender: Mme M. Dupont."""
    return folded_word(token) in known.INITIALS_TOO and gender_of(token, country) not in (gender, None)


def _tells_no_gender(token: str, country: str) -> bool:
    word = folded_word(token)
    if word in households.IN_FRONT:
        return addresses_several(token, country)
    return word in known.NO_GENDER or word in known.NO_GENDER_OF.get(country, ())


def addresses_several(token: str, country: str) -> bool:
    """Whether a word stands before the family name of several people: Sigg. Rossi, but not Sigg Peter."""
    word = folded_word(token)
    is_name = word in households.ABBREVIATED or word in households.NAMES_OF.get(country, ())
    return word in households.IN_FRONT and (token.endswith(".") or not is_name)


def is_dutch_degree(token: str, before: list[str]) -> bool:
    """Whether a word behind these is the degree of somebody who studied law: Mw. mr. De Vries, but not Mr."""
    last = next((word for word in reversed(before) if not is_title(word)), "")
    return folded_word(token) == "mr" and folded_word(last) in known.DUTCH


def _respect_of(token: str, rest: list[str], country: str) -> str | None:
    """The gender that a word of respect tells, which may be none; None for other words.

    It stands before a form of address, or two words of a name: Sri Venkatesh Rao, but Sri Devi and, without a
    full stop, Sri Lakshmi Rao.
    """
    if rest and folded_word(token) in known.COURTEOUS and (gender_of(rest[0], country) or is_title(rest[0])):
        return ""
    word = folded_word(token)
    told = known.RESPECTS.get(country, {}).get(word)
    if rest and folded_word(rest[0]) in known.NAMES_WITH.get(word, ()) and not token.endswith("."):
        return None
    return told if len(rest) > 1 or (rest and gender_of(rest[0], country)) else None


def without_address_behind(tokens: list[str], country: str) -> tuple[list[str], str | None]:
    """The name without the form of address behind it, as some countries have it, and the gender that this
    tells."""
    told = known.GENDERS_BEHIND.get(country, {}).get(folded_word(tokens[-1])) if len(tokens) > 1 else None
    return (tokens[:-1], told) if told else (tokens, None)


def strip_ranks(addressed: TitledName, country: str = "") -> TitledName:
    """Takes what is a title by its place alone: a rank in front (Bishop Desmond Tutu) and capitals behind.

    Two words remain: Dean Martin and Jack MA are names.
    """
    titles, name = list(addressed.titles), list(addressed.name)
    ranks = known.RANKS | known.RANKS_OF.get(country, frozenset())
    while len(name) > 2 and folded_word(name[0]) in ranks:
        titles.append(name.pop(0))
    while len(name) > 2 and is_title_behind(name[-1], name[:-1]):
        titles.append(name.pop())
    return addressed._replace(titles=titles, name=name)


def gender_of(token: str, country: str = "") -> str | None:
    """The gender that a form of address tells, in a country, if one is told; None for other words."""
    word, dotted = folded_word(token), token.endswith(".")
    if dotted and word in known.SPANISH_GENDERS:
        return known.SPANISH_GENDERS[word]
    if word in known.ABBREVIATED and not dotted:
        return None  # "Fr" and "Hr" alone could be names; with a full stop they are Frau and Herr
    if told := known.GENDERS_OF.get(country, {}).get(word):
        return told
    return known.GENDERS.get(word) or honorifics.GENDERS.get(token.lower())


def _is_title_of(country: str, token: str, behind: str) -> bool:
    """Whether a word in front of another is a title in a country, as it is written there: the DI of Austria.

    Not in capitals before others (DI STEFANO Maria), nor a letter without a full stop.
    """
    word = folded_word(token)
    if word not in known.TITLES_OF.get(country, ()):
        return False
    if token in known.WRITTEN_SO or token.strip(".") in known.IN_SMALL_LETTERS:
        return True
    if word in known.IN_SMALL_LETTERS:
        return False
    shouted = behind.isupper() and len(behind.strip(".")) > 1
    return token.endswith(".") or (len(token) > 1 and token.isupper() and not shouted)


def _leads_to_title(tokens: list[str]) -> bool:
    """Whether a word is a title because one follows: PD Dr., but PD James; and mr. sc., but Mr. Scott."""
    word, *behind = map(folded_word, tokens)
    if not behind:
        return False
    scientific = word in known.SCIENTIFIC and behind[0] == "sc" and tokens[1].endswith(".")
    return scientific or (word in known.BEFORE_TITLES and is_title(tokens[1]))


def continues(token: str) -> bool:
    """Whether a word goes on with the title before it: `Dr. med.`, `Öğr. Üyesi`."""
    if folded_word(token) in known.AFTER_TITLES:
        return True
    parts = [part for part in re.split("[.-]", folded_word(token)) if part]
    return token.endswith(".") and bool(parts) and all(part in known.PARTS for part in parts)


class NameSuffix(InWords):
    """A suffix that tells namesakes apart."""

    def clean(self, text: str, context: Context) -> str:
        """`Jr.`, `Sr.`, `II` or the suffix as written."""
        del context
        return suffix_of(text) or text
