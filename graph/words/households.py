"""Words that tell several people of one home: Familie Huber, Eheleute Meier, Smith Household."""

from __future__ import annotations

from graph.words.folding import words

IN_FRONT = words(
    """
    familie fam family famille familia famiglia familjen familien rodzina gezin
    eheleute ehepaar coniugi manzele manzelia panstwo echtpaar echtelieden epoux ektepar aegteparret makarna
    geschwister messrs sres srs sigg senores
    """
)
"""What stands before the family name of several people."""

ABBREVIATED = words("sigg")
"""Those that are such with a full stop only, and family names without: Peter Sigg."""

NAMES_OF = dict.fromkeys(("MY", "SG", "BN", "ID", "TH", "VN", "CN", "HK", "MO", "TW"), words("fam"))
"""The same by country: Fam Chin Wei of Malaysia."""

IN_FRONT_OF = {
    **dict.fromkeys(("CZ", "SK"), words("rodina")),
    **dict.fromkeys(("FR", "BE", "CH", "LU", "MC"), words("les mm")),
    **dict.fromkeys(("GB", "IE", "US", "CA", "AU", "NZ", "ZA"), words("the")),
}
"""The same by country, of words that are names or articles elsewhere; behind `the` in the plural alone."""

BEHIND = words("family familie household csalad ailesi")
"""What stands behind the family name of several people, but for one word alone that may be a name."""

IN_MAILBOXES = IN_FRONT | BEHIND | words("die the das les los as os gli casa haus maison home huis dom clan")
"""What stands beside the family name in a mailbox of several people: die.hubers@, smith-family@."""

AND_FAMILY = words("family familie famille familia famiglia familj gezin rodzina")
"""What somebody is named with: John Smith and family."""

WITH = words("und u and & + et y e en og och i mit with")
"""Words that join them."""

OR = words("ou or oder of o lub")
"""What may stand for `and` between two forms of address: M. ou Mme Dupont."""

PARENTS_OF = [
    phrase.split()
    for phrase in (
        "parents of",
        "parent of",
        "eltern von",
        "die eltern von",
        "the parents of",
        "parents de",
        "padres de",
        "genitori di",
        "ouders van",
    )
]
"""What stands before the name of a child whose parents are meant."""
