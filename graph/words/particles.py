"""Particles of family names: von, de la, van der, bin."""

from __future__ import annotations

from graph.words.folding import words

PARTICLES = words(
    """
    von van vom zu zum zur der den dem auf und af av
    de del della dello delle dei degli dalla dal dalle di da do dos das du des la le les lo el al
    ten ter te op 't bin ibn bint binti binte ben abu
    """
)
"""Words that begin a family name: 'von der Leyen' is compared as 'leyen'."""

SMALL = words("'s in im am an aus auf unter aan uit onder op voor tot bij wa")
"""Prepositions that begin one in small letters alone: Hans am Ende, Piet in 't Veld, but An Nguyen."""

ASIDE = PARTICLES | (SMALL - words("'s in an wa")) | words("thi")
"""Words that a name is compared without: Ende is am Ende. An and In are names. Thị is said of any woman in
Vietnam, as Văn of any man: Thị Hoa and Thị Mai are two."""

IN_GIVEN_NAMES = {
    "la": words("toya donna shawn keisha tonya tasha vonne wanda"),
    "de": words("andre shawn wayne andra"),
    "le": words("roy ann anne bron"),
    "du": words("wayne"),
}
"""Particles that begin a given name before some words: La Toya, De Andre."""

BEGINNINGS = words("st ste sta sto mc mac giolla ó ní nic uí dela delos dels آل أبو أبا ابو אבו בן בר")
"""Further words that begin a family name, with a full stop or without: St. John, Ó Briain."""

PATRONYMIC = words("bin ibn bint binti binte a/l a/p s/o d/o بن ابن بنت")
"""Particles behind which all of a name counts as family name: Salman in 'Mohammed bin Salman Al Saud'."""

NAMES_TOO = words("van von al bin ben abu dal lo les")
"""Particles that are given names where written like one: Van Morrison, Al Gore, Bin Li, Dal
Singh, Les Paul."""

CONNECTORS = words("y e i")
"""What joins two family names of one person (Ortega y Gasset), and elsewhere two people."""

JOINING = CONNECTORS | words("a")
"""What joins two people behind the first word of a name: Ana y Luis García, Jan a Anna Novákovi; an `a`
may be an initial as well."""

SMALL_AND = words("en ve és ja și и та і")
"""What joins two people in small letters alone, as the words are names or parts of some."""

AND = words("und u u. and & + et og och")
"""What joins two people of one family name, and the owners of a firm."""
