"""Single letters that say something only beside the other one of their pair: M is a woman beside H."""

from __future__ import annotations

from graph.words.folding import words

GENDERS = (("hm", {"m": "female"}), ("lp", {"l": "male", "p": "female"}), ("ek", {"e": "male"}))
"""Pairs of letters in a column, and what those of them mean that mean something else alone, or nothing:
hombre and mujer, laki-laki and perempuan, erkek and kadın."""

_SPANISH = words("ES MX AR CO PE CL VE EC BO PY UY CR PA GT HN NI SV DO CU PR")

GENDERS_OF = {
    **{code: (("mn", {"n": "female"}),) for code in ("FI", "EE")},
    "HU": (("fn", {"f": "male", "n": "female"}),),
    "LT": (("mv", {"v": "male", "m": "female"}),),
    "LV": (("sv", {"v": "male", "s": "female"}),),
    **{code: (("bf", {"b": "male"}),) for code in ("RO", "MD")},
    **{
        code: (
            ("mv", {"v": "male", "m": "female"}),
            ("hv", {"v": "male", "h": "female"}),
            ("fv", {"v": "male"}),
        )
        for code in _SPANISH
    },
    "IT": (("du", {"u": "male", "d": "female"}),),
}
"""The same in countries, where a pair means something else in others, or N nothing: mies and nainen, férfi
and nő, vyras and moteris (in the Netherlands man and vrouw), vīrietis and sieviete, bărbat and femeie,
varón and mujer, varón and hembra, varón and femenino, uomo and donna."""

OPEN = "M: mujer or masculino?"
"""What an M is read as of which nobody knows."""

GENDERS_ALONE = {code: (("m", {"m": OPEN}), ("v", {"v": "male"})) for code in _SPANISH}
ANSWERS_ALONE = {code: (("t", {"t": "no"}),) for code in ("ID", "MY")}
"""Letters that are not their usual word where none stands beside them: M of a list of women is a man in
other countries, so it tells no gender; T of a list of those who said tidak is a yes there."""

USUAL_BESIDE = frozenset("fvw")
"""Letters that show it: femenino beside M (and so in other languages), false beside T."""

BESIDE = frozenset("udxo?")
"""Letters of genders that may stand in such a column as well."""

ANSWERS = (
    ("ty", {"t": "no"}),
    ("eh", {"e": "yes", "h": "no"}),
    ("ns", {"s": "yes"}),
    ("no", {"o": "yes"}),
    ("an", {"a": "yes"}),
    ("in", {"i": "yes"}),
    ("dn", {"d": "yes"}),
    ("fv", {"v": "yes"}),
    ("ek", {"k": "yes", "e": "no"}),
)
"""Yes and no: ya and tidak, evet and hayır, sí and no, oui and non, ano and ne, igen and nem, da and ne, vrai
and faux, kyllä and ei."""
