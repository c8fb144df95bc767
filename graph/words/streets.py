"""Words of street lines, and the one spelling in which they are compared."""

from __future__ import annotations

import re

from graph.words.folding import fold_text, words

TYPES = {
    **dict.fromkeys(words("str street strasse st stra straat saint sankt"), "str"),
    **dict.fromkeys(words("avenue ave av aven avda avenida avinguda"), "ave"),
    **dict.fromkeys(words("road rd"), "rd"),
    **dict.fromkeys(words("lane ln"), "ln"),
    **dict.fromkeys(words("drive dr drv"), "dr"),
    **dict.fromkeys(words("place pl platz plaza pza piazza pzza plein pln praca"), "pl"),
    **dict.fromkeys(words("boulevard blvd boul bd bld bvd"), "blvd"),
    **dict.fromkeys(words("court ct"), "ct"),
    **dict.fromkeys(words("crescent cres"), "cres"),
    **dict.fromkeys(words("weg way wy"), "way"),
    **dict.fromkeys(words("highway hwy"), "hwy"),
    **dict.fromkeys(words("parkway pkwy pky"), "pkwy"),
    **dict.fromkeys(words("square sq"), "sq"),
    **dict.fromkeys(words("terrace ter terr"), "ter"),
    **dict.fromkeys(words("circle cir"), "cir"),
    **dict.fromkeys(words("trail trl"), "trl"),
    **dict.fromkeys(words("close cl"), "cl"),
    **dict.fromkeys(words("gardens gdns"), "gdns"),
    **dict.fromkeys(words("allee all"), "allee"),
    **dict.fromkeys(words("calle"), "calle"),
    **dict.fromkeys(words("carretera ctra"), "ctra"),
    **dict.fromkeys(words("camino cno"), "cno"),
    **dict.fromkeys(words("chemin chem"), "chem"),
    **dict.fromkeys(words("route rte"), "rte"),
    **dict.fromkeys(words("impasse imp"), "imp"),
    **dict.fromkeys(words("viale vle"), "viale"),
    **dict.fromkeys(words("corso cso"), "corso"),
    **dict.fromkeys(words("rue"), "rue"),
    **dict.fromkeys(words("rua"), "rua"),
    **dict.fromkeys(words("via"), "via"),
    **dict.fromkeys(words("ulica ul"), "ul"),
}
"""Kinds of streets."""

DIRECTIONS = {
    **dict.fromkeys(words("north n"), "n"),
    **dict.fromkeys(words("south s"), "s"),
    **dict.fromkeys(words("east e"), "e"),
    **dict.fromkeys(words("west w"), "w"),
    **dict.fromkeys(words("northeast ne"), "ne"),
    **dict.fromkeys(words("northwest nw"), "nw"),
    **dict.fromkeys(words("southeast se"), "se"),
    **dict.fromkeys(words("southwest sw"), "sw"),
}
"""West Devon Avenue is W Devon Ave."""

ORDINALS = {
    **{"first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5", "sixth": "6"},
    **{"seventh": "7", "eighth": "8", "ninth": "9", "tenth": "10", "eleventh": "11", "twelfth": "12"},
}
"""Third Street is 3rd Street is 3 Street."""

UNITS = {
    **dict.fromkeys(words("suite ste"), "ste"),
    **dict.fromkeys(words("apartment apt appt apartments aparments"), "apt"),
    **dict.fromkeys(words("floor fl"), "fl"),
    **dict.fromkeys(words("building bldg"), "bldg"),
    **dict.fromkeys(words("room rm"), "rm"),
}
"""Parts of a house."""

STREET_WORDS = TYPES | DIRECTIONS | ORDINALS | UNITS
"""Words of a street line and the one spelling that they are compared in."""

SILENT = ("str", "calle")
"""Kinds that are left out as often as not: Lange Straße is compared as `lange`."""

SPELLINGS = (
    (r"^c/ ?", "calle "),
    (r"\b([vc])\. ?(le|so)\b", r"\1\2"),
    (r"\bp\. ?(za|zza)\b", r"p\1"),
    (r"strasse\b|str\.|str\b|straat\b", " str "),
    (r"([a-z]{3})(?:platz\b|pl\.)", r"\1 platz "),
    (r"([a-z]{3})weg\b", r"\1 weg "),
    (r"#", " unit "),
    (r"\b([0-9]+)(?:st|nd|rd|th|er|eme)\b", r"\1"),
    (r"\b(?:post office|p\. ?o\.?|po) box\b", "pobox"),
    (r"[ ,(]+(?:between|btwn|near|at|corner of|cross street)[ :][^,]*", " "),
)
"""Regular expressions over a folded line, in order, and what they become: before it is taken into words.

The last drops what only helps to find the house: between which streets it stands.
"""

_UNIT = "(?:apartment|apt|appt|suite|ste|unit|floor|fl|room|rm|bldg|building|wohnung|whg|etage|piso)"

WITHIN = (
    (rf"[ ,]+{_UNIT}\b[. ]*(?:no[. ]*)?(?:[a-z]?[0-9][0-9a-z-]*|[a-z])\b", ""),
    (r"[ ,]+[0-9]+\.? ?(?:floor|fl|etage|og|stock)\b", ""),
)
"""The same for what tells where in the house: it is no part of the street."""

MONTHS = words(
    """
    janvier février fevrier mars avril mai juin juillet août aout septembre octobre novembre décembre decembre
    gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre dicembre
    januar februar märz april juni juli august september oktober november dezember
    """
)
"""Months in small letters, in languages where a day and its year are told with nothing between them."""


_RESPELT = tuple((re.compile(pattern, re.ASCII), replacement) for pattern, replacement in SPELLINGS)
_WORD = re.compile("[a-z0-9]+")


def street_key(line: str) -> str:
    """A street with its words in the one spelling, so that the usual spellings of it are equal."""
    folded = fold_text(line) or ""
    for pattern, replacement in _RESPELT:
        folded = pattern.sub(replacement, folded)
    return " ".join(STREET_WORDS.get(word, word) for word in _WORD.findall(folded))
