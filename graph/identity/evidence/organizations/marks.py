"""What tells organizations apart whose names are alike: numbers, initials, units, trades, sister firms."""

from __future__ import annotations

from graph.identity.evidence.organizations.words import fewer_words, kinds_of, own_kinds, shared_words
from graph.identity.evidence.slips import one_letter_in
from graph.words.bodies import HOLDINGS, WHOLE_INSTITUTIONS


def marks_agree(left: str, right: str) -> str:
    """Branches of one brand may differ in the number alone, and people of one family name and trade in the
    initial: to differ in it is no slip. M. Kern may be Maria Kern, and not Peter. What one side leaves out
    says nothing: Autohaus K. Müller may be Autohaus Müller, and ABC Bau is A.B.C. Bau. But the friends of a
    museum are not the museum, nor is Kern Optik Kern Akustik."""
    l, r = (f"regexp_extract_all({side.format('organization')}, '([0-9]+)', 1)" for side in (left, right))  # noqa: E741 - left, right
    one_name = f"{left.format('organization')} = {right.format('organization')}"
    apart = " ".join(
        f"WHEN {differs} THEN FALSE"
        for differs in (
            f"{l} <> {r} AND len({l}) > 0 AND len({r}) > 0",
            *(f"{differ(left, right)}" for differ in (_initials_differ, sister, other_unit, other_kind)),
        )
    )
    return f"(CASE WHEN {one_name} THEN TRUE {apart} ELSE TRUE END)"


def other_unit(left: str, right: str) -> str:
    """One is a body beside an organization, or of another kind: its friends, its alumni, its department."""
    within = " OR ".join(_is_department(*sides) for sides in ((left, right), (right, left)))
    return f"({called_apart('organization_unit', left, right)} OR {within})"


def _is_department(whole: str, part: str) -> str:
    """The one is an institution as a whole, and the other goes on by more than its town or an ending: Jena
    School District and Jena School District Transportation, but not Lincoln High School and Lincoln High
    School Jena, nor Lincoln Schools."""
    name, longer = (side.format("organization") for side in (whole, part))
    behind = f"substr({longer}, length({name}) + 1)"
    cities = (f"coalesce({side.format('city')}, '')" for side in (whole, part))
    town = " AND ".join(f"NOT {one_letter_in(3, behind, city)}" for city in cities)
    return (
        f"(CASE WHEN starts_with({longer}, {name}) AND length({longer}) > length({name}) + 2"
        f" THEN len(regexp_extract_all({name}, '({WHOLE_INSTITUTIONS})', 1)) > 0"
        f" AND len(regexp_extract_all({behind}, '^([0-9]*|technology)$', 1)) = 0 AND {town} ELSE FALSE END)"
    )


def other_kind(left: str, right: str) -> str:
    """Of each name the trade or profession is known, and it is another, not misspelt. What stands in both
    says nothing: Bar Harbor Bakery is not Bar Harbor Motors."""
    name, other = (side.format("organization") for side in (left, right))
    mine, theirs = own_kinds(left, right), own_kinds(right, left)
    none = " AND ".join(
        f"NOT list_has_any({own}, {kinds_of(side)})" for own, side in ((mine, right), (theirs, left))
    )
    known = " AND ".join(f"len({side.format('organization_kinds')}) > 0" for side in (left, right))
    return (
        f"(CASE WHEN {known} THEN len({mine}) > 0 AND len({theirs}) > 0 AND {none}"
        f" AND levenshtein({name}, {other}) > 2 ELSE FALSE END)"
    )


def sister(left: str, right: str) -> str:
    """One is another company of a group by a word that the other has not: a holding whatever the other is
    called, others where both names are whole, with their legal forms: Kern GmbH and Kern Service GmbH; or the
    forms are others: Kern AG and Kern Mobility Ltd."""
    words, forms = (
        [side.format(column) for side in (left, right)] for column in ("organization_of_group", "legal_forms")
    )
    named = " OR ".join(f"{one} IS NOT NULL" for one in words)
    whole = " AND ".join(f"len({form}) > 0" for form in forms)
    holding = " <> ".join(_is_holding(f"coalesce({one}, '')") for one in words)
    apart = called_apart("organization_of_group", left, right)
    group = f"CASE WHEN {named} THEN coalesce({holding} OR ({whole}), FALSE) AND {apart} ELSE FALSE END"
    return f"({group} OR {_of_other_form(left, right)})"


def _of_other_form(left: str, right: str) -> str:
    """Both names are whole, the one has more words, and the forms are others: Kern AG, Kern Mobility Ltd."""
    forms = [side.format("legal_forms") for side in (left, right)]
    words = [side.format("organization_words") for side in (left, right)]
    further = (
        f"len({words[0]}) <> len({words[1]}) AND {shared_words(left, right)} = {fewer_words(left, right)}"
    )
    return (
        f"(CASE WHEN len({forms[0]}) > 0 AND len({forms[1]}) > 0"
        f" AND NOT list_has_any({forms[0]}, {forms[1]}) THEN coalesce({further}, FALSE) ELSE FALSE END)"
    )


def _is_holding(words: str) -> str:
    among = " OR ".join(f"position('{word}' IN {words}) > 0" for word in sorted(HOLDINGS))
    return f"({among})"


def other_given(left: str, right: str) -> str:
    """In the place of one word, a given name, the other has another one, and of three or more all others:
    Elektro Anna Kern and Elektro Paul Kern, but not Nordstern Agentur Kern and Nordstern Vertretung Kern."""
    l, r = (side.format("organization_words") for side in (left, right))  # noqa: E741 - left, right
    given = " OR ".join(
        f"len(list_filter({one.format('organization_given')}, lambda w: NOT list_contains({words}, w))) > 0"
        for one, words in ((left, r), (right, l))
    )
    replaced = f"len(list_filter({l}, lambda w, place: list_extract({r}, place) <> w))"
    return (
        f"(CASE WHEN len({l}) = len({r}) AND len({l}) > 2 AND {shared_words(left, right)} = len({l}) - 1"
        f" AND coalesce({given}, FALSE) THEN {replaced} = 1 ELSE FALSE END)"
    )


def in_other_script(left: str, right: str) -> str:
    """One is in characters, whose sound may be another in each language."""
    scripts = " IS DISTINCT FROM ".join(side.format("organization_script") for side in (left, right))
    return f"({scripts})"


def called_apart(column: str, left: str, right: str) -> str:
    """Words of a kind are in one name that the other has not, not even within one of its words (Skiclub is
    Ski Club) or misspelt (Frends)."""
    mine, theirs = (f"coalesce({side.format(column)}, '')" for side in (left, right))
    name, other = (side.format("organization") for side in (left, right))
    within = " AND ".join(
        f"({words} = '' OR position({words} IN {whole}) > 0)"
        for words, whole in ((mine, other), (theirs, name))
    )
    return f"({mine} <> {theirs} AND NOT ({within}) AND levenshtein({name}, {other}) > 2)"


def _initials_differ(left: str, right: str) -> str:
    """Each has an initial that no word of the other bears out, or one has, and in its place the other has a
    word like none of its own."""
    mine, theirs = _unmatched(left, right), _unmatched(right, left)
    initials = " + ".join(f"len({side.format('organization_initials')})" for side in (left, right))
    return f"""(CASE WHEN {initials} > 0 THEN len({mine}) > 0 AND len({theirs}) > 0
        OR {_replaced(mine, left, right)} OR {_replaced(theirs, right, left)}
        OR {_other_given(mine, left, right)} OR {_other_given(theirs, right, left)} ELSE FALSE END)"""


def _unmatched(one: str, other: str) -> str:
    """Initials of one that the other has not, and with which none of its further words begins; none where
    they are a word of it as they stand."""
    initials = one.format("organization_initials")
    words, others = (side.format("organization_spelled") for side in (one, other))
    further = f"list_filter({others}, lambda w: NOT list_contains({words}, w))"
    return f"""list_filter({initials}, lambda i: NOT list_contains({others}, i)
        AND NOT list_contains({others}, array_to_string({initials}, ''))
        AND NOT list_contains(list_transform({further}, lambda w: left(w, 1)), i))"""


def _other_given(unmatched: str, one: str, other: str) -> str:
    """Whether the other has a given name that the one has not, wherever it stands."""
    given, words = other.format("organization_given"), one.format("organization_words")
    further = f"list_filter({given}, lambda w: NOT list_contains({words}, w))"
    return f"(len({unmatched}) > 0 AND coalesce(len({further}) > 0, FALSE))"


def _replaced(unmatched: str, one: str, other: str) -> str:
    """Whether the other has another word in the place of such an initial."""
    words, others = one.format("organization_spelled"), other.format("organization_spelled")
    # Written so that Spark can say it: lambdas call no functions of ours there, and places begin with 0.
    like = one_letter_in(3, "w", "o")
    here = f"list_contains({unmatched}, list_extract({words}, place))"
    return f"""len(list_filter({others}, lambda o, place: {here}
        AND len(list_filter({words}, lambda w: {like})) = 0)) > 0"""
