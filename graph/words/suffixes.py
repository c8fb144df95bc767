"""Generations: what tells a father from a son of the same name."""

from __future__ import annotations

from graph.words.folding import words

WRITTEN = {
    **dict.fromkeys(("jr", "jnr", "junior", "jun", "ifj"), "Jr."),
    **dict.fromkeys(("sr", "snr", "senior", "sen", "id"), "Sr."),
    **{number: number.upper() for number in ("ii", "iii", "iv")},
    **{"2nd": "II", "3rd": "III", "4th": "IV"},
}
"""Generation words and how they are kept."""

TWINS = words("a b c d")
"""Letters by which hospitals tell twins apart who have no names yet; none is one of several (M.D.)."""

RANKS = {
    **dict.fromkeys(("jr", "jnr", "junior", "jun", "ii", "2", "ifj"), "2"),
    **dict.fromkeys(("sr", "snr", "senior", "sen", "i", "1", "id"), "1"),
    "2nd": "2",
    **dict.fromkeys(("iii", "3", "3rd"), "3"),
    **dict.fromkeys(("iv", "4", "4th"), "4"),
}
"""Generation word → rank: Jr and II are the second of that name, Sr and I the first."""

NAMES_TOO = words("jun sen junior senior i id 1 2 3 4")
"""Of these, those that are names of people as well (Amartya Sen, Jun Sato, Mary Senior), or initials."""

WHOLE = words("junior senior")
"""Of those, the ones that are hardly names behind two words: Robert Smith Junior."""

SURE = frozenset(RANKS) - NAMES_TOO
"""Words that nobody is called."""

COUNTED = SURE | {"i"}
"""Words that count as a generation behind another word; an I, mostly an initial, is the first beside a II."""

FRONT = words("ifj id")
"""Generation words that stand before a name, as in Hungarian, with a full stop."""

PHRASES = {
    **dict.fromkeys(("d. Ä.", "d.Ä.", "der Ältere", "die Ältere", "the Elder", "père", "l'Ancien"), "Sr."),
    **dict.fromkeys(
        ("d. J.", "d.J.", "der Jüngere", "die Jüngere", "the Younger", "fils", "le Jeune", "hijo"), "Jr."
    ),
    **dict.fromkeys(("ml.", "mladší", "d.y.", "d. y."), "Jr."),
    **dict.fromkeys(("st.", "starší", "d.ä.", "d. ä.", "d.æ.", "d.e."), "Sr."),
}
"""What says so behind a name in words of its own, as written."""
