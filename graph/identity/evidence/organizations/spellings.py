"""What may be spellings of one name: slips, names cut off, a town behind one, former names and initials."""

from __future__ import annotations

from graph.identity.evidence.organizations.words import each_has_its_own, own_kinds, shared_words
from graph.identity.evidence.slips import if_both, if_either, is_slip

_TELLING = 15
"""Letters of a name by which its beginning is not any other's."""

_MOST_SLIPS = 3
"""Letters that are others by a slip, however long the names: Tandartspraktijk is no Huisartspraktijk."""

_COMPOUND = 7, 5
"""Letters of a word that longer ones are made of, and that they have more: Mondzorgcentrum is of Mondzorg,
but Bergmann is not of Berg, nor Christiansen of Christian."""


def one_of_several(left: str, right: str) -> str:
    """A trading name of one, or a former one, is a name of the other, or what that begins with: Burrito House
    is so in Burrito House Store 5. So is a name of which only the initials are written."""
    names, others = (side.format("organization_names") for side in (left, right))
    begins = [
        f"coalesce(length({further}) > 5 AND starts_with({name}, {further}), FALSE)"
        for further, name in (
            (one.format("organization_further"), other.format("organization"))
            for one, other in ((left, right), (right, left))
        )
    ]
    initials = " OR ".join(_stands_for(*sides) for sides in ((left, right), (right, left)))
    return if_either(f"list_has_any({names}, {others}) OR {' OR '.join(begins)}", f"({initials})")


def _stands_for(short: str, whole: str) -> str:
    """What only the one has are the initials of what only the other has: DRK Jena, Deutsches Rotes Kreuz
    Jena. Without a word in common, two letters are too few."""
    words, others = (side.format("organization_spelled") for side in (short, whole))
    own = f"list_filter({words}, lambda w: NOT list_contains({others}, w))"
    further = f"list_filter({others}, lambda w: NOT list_contains({words}, w))"
    initials = f"list_transform({further}, lambda w: left(w, 1))"
    return (
        f"(CASE WHEN len({words}) < len({others}) AND (len({words}) > 1 OR len({others}) > 2)"
        f" THEN len({initials}) > 1 AND array_to_string({own}, '') = array_to_string({initials}, '')"
        " ELSE FALSE END)"
    )


def differ_by_a_slip(left: str, right: str) -> str:
    """No more than every third letter is another in what is left of the names without the words that they
    share: Optik Jena is no spelling of Optik Gera. In one long word it is every fourth, since Energotekh is
    not Energoproekt, and of characters each is a word."""
    # Trades count here: Steuerberatung Kern Hamm and Steuerberatung Kern Hamburg share two words.
    both = f"list_intersect({left.format('organization_spelled')}, {right.format('organization_spelled')})"
    scripts = [f"{side.format('organization_script')} IS NULL" for side in (left, right)]
    most = ", ".join(f"len({side.format('organization_words')})" for side in (left, right))
    letters = f"(CASE WHEN greatest({most}) = 1 THEN 4 ELSE 3 END)"
    name, other = (side.format("organization") for side in (left, right))
    lengths = f"greatest(length({name}), length({other})) - least(length({name}), length({other}))"
    few = f"damerau_levenshtein({name}, {other}) <= {_MOST_SLIPS} + {lengths}"
    slip = if_both(is_slip(name, other, both, letters), few)
    another = f"({_word_for_word(left, right)} OR {_other_letter(name, other, both)})"
    return f"(({' OR '.join(scripts)}) AND {slip} AND NOT {another})"


def _other_letter(name: str, other: str, both: str) -> str:
    """Of three letters that are left one is another: BSN Bau and BSD Bau, but not Kern Bau and Kern Bua."""
    left_over = f"length({name}) - length(array_to_string({both}, ''))"
    return (
        f"(CASE WHEN length({name}) = length({other}) AND {left_over} <= 3"
        f" THEN levenshtein({name}, {other}) = 1 ELSE FALSE END)"
    )


def _word_for_word(left: str, right: str) -> str:
    """Of as many words each name has one of its own: Informática Farias is no slip of Informatic Abreu,
    though the trade has one."""
    words = [f"len({side.format('organization_words')})" for side in (left, right)]
    whole = " AND ".join(f"{side.format('organization_cut')} IS NULL" for side in (left, right))
    several = f"{words[0]} = {words[1]} AND {words[0]} > 1 AND {whole}"
    return f"(CASE WHEN {several} THEN {each_has_its_own(left, right)} ELSE FALSE END)"


def goes_on_by_town(left: str, right: str) -> str:
    """One is the other and a town of theirs, whatever is written in one word: FitArena, Fit Arena Jena."""
    return f"({_names_town(left, right)} OR {_names_town(right, left)})"


def _names_town(one: str, other: str) -> str:
    name, longer = (side.format("organization") for side in (one, other))
    towns = " OR ".join(f"{longer} = {name} || coalesce({side.format('city')}, '-')" for side in (one, other))
    return f"coalesce({towns}, FALSE)"


def other_word_of_a_trade(left: str, right: str) -> str:
    """The one word of each that the other has not is of one trade, Malerbetrieb and Malermeister Kern, or one
    is made of the other: Mondzorg and Mondzorgcentrum Kern."""
    l, r = words = [side.format("organization_words") for side in (left, right)]  # noqa: E741 - left, right
    one_own = f"len({l}) > 1 AND " + " AND ".join(
        f"len({side}) = {shared_words(left, right)} + 1" for side in words
    )
    kinds = f"coalesce(list_has_any({own_kinds(left, right)}, {own_kinds(right, left)}), FALSE)"
    made = " OR ".join(_has_compound(*sides) for sides in ((l, r), (r, l)))
    return if_both(one_own, f"({kinds} OR {made})")


def _has_compound(words: str, others: str) -> str:
    """Of lists of words that differ in one: a further word of the others is made of one of these."""
    least, more = _COMPOUND
    longer = f"length(w) >= {least} AND starts_with(o, w) AND length(o) >= length(w) + {more}"
    made = f"len(list_filter({words}, lambda w: NOT list_contains({others}, w) AND {longer})) > 0"
    return f"len(list_filter({others}, lambda o: {made})) > 0"


def cut_off(left: str, right: str) -> str:
    """One name is what the other begins with, and as long as a column of some system is wide: Kern
    Gebäudereinigung Verwal."""
    return f"({_begins(left, right)} OR {_begins(right, left)})"


def _begins(one: str, other: str) -> str:
    name, other_name = one.format("organization"), other.format("organization")
    return (
        f"coalesce({one.format('organization_cut')} = 'yes' AND length({name}) >= {_TELLING}"
        f" AND starts_with({other_name}, {name}), FALSE)"
    )
