"""Which of several persons of a row is taken: the attendee or the buyer, the contact or the account."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from graph.words.folding import fold_text
from ingest.proposing.entries.fields.addresses import is_elsewhere
from ingest.proposing.entries.fields.feeding import KEYS, Columns
from ingest.proposing.meaning.columns import Column, shown
from ingest.proposing.meaning.headers import said
from ingest.proposing.meaning.meanings import PERSONS, THINGS, Meaning

_NAMES = ("full_name", "name", "given_name", "family_name")
_OF_A_PERSON = (*_NAMES, "email", "phone")
_PLAIN, _SURELY, _MOSTLY = 0.7, 0.9, 0.9
_FEW_PERSONS, _SOME_FIRMS, _HALF = 0.3, 0.1, 0.5
_SEVERAL_NAMES = 10
"""Different names in parts from which fewer whole ones are not those of the same persons."""
_WHOLE = ("full_name", "name")
_PARTS_OF_A_NAME = ("given_name", "family_name")
_FIRST, _LAST, _ELSEWHERE, _CONTACT = "customer", "account", "recipient", "contact"
"""Who buys, before who receives it; the firm of a contact; to whom something is sent."""
_LATER = (_LAST, "user")
"""Who comes after others: with a contact beside, the user is the one who spoke with him."""


def of_one_person(columns: Columns) -> list[list[Meaning]]:
    """What columns may mean, without the names and contacts of other persons where several are named."""
    likeliest = [meanings[0] for meanings in columns if meanings and meanings[0].score >= _PLAIN]
    same = _same_persons(likeliest)
    persons_alone = [it for it in likeliest if _names_a_person(it) and not _comes_again(it, likeliest)]
    named = list(dict.fromkeys(same.get(_role(it), _role(it)) for it in persons_alone))
    if named == [_ELSEWHERE]:
        named.append("user")  # who invited, beside those who were
    if len(named) < 2:
        return [list(meanings) for meanings in columns]
    keys = [same.get(_role(it), _role(it)) for it in likeliest if it.concept in KEYS]
    in_parts = {_role(it) for it in likeliest if it.concept in _PARTS_OF_A_NAME}
    firms = {_LAST, *(_role(it) for it in likeliest if _names_a_firm(it))}
    persons = [role for role in named if role not in firms or not in_parts - firms]
    taken = min(persons, key=lambda role: (role not in keys, role != "", role != _FIRST, role in _LATER))
    others = set(named) - {taken}
    return [[own for it in meanings if (own := _of(taken, it, others, firms))] for meanings in columns]


def _same_persons(likeliest: Collection[Meaning]) -> dict[str, str]:
    """By role the one in whose columns the same persons are named in parts: `Contact Name`, `First Name`."""
    parts = {
        part: {_role(it): it.column for it in likeliest if it.concept == part} for part in _PARTS_OF_A_NAME
    }
    found = {}
    for whole in (it for it in likeliest if it.concept in _WHOLE):
        for role in parts["given_name"].keys() & parts["family_name"].keys() - {_role(whole)}:
            columns = [parts[part][role] for part in _PARTS_OF_A_NAME]
            if _say_the_same(whole.column, columns):
                found[_role(whole)] = role
    given = parts["given_name"].keys() - parts["family_name"].keys()
    family = parts["family_name"].keys() - parts["given_name"].keys()
    if len(given) == len(family) == 1:  # Nombre paciente beside Apellido
        found |= dict(zip(given, family, strict=True))
    return found


def _say_the_same(whole: Column, parts: Sequence[Column]) -> bool:
    """Whether nearly all rows have in one column what others have together."""
    rows = zip(*(map(shown, column.values) for column in (whole, *parts)), strict=False)
    filled = [(_words(name), _words(" ".join(filter(None, own)))) for name, *own in rows if name]
    alike = sum(name == own for name, own in filled)
    return alike > _MOSTLY * len(filled) > 0


def _words(name: str) -> set[str]:
    return set((fold_text(name) or "").split())


def _of(taken: str, meaning: Meaning, others: Collection[str], firms: Collection[str]) -> Meaning | None:
    """What a column may mean for the person that is taken; the name of the account of a contact, or of a
    customer that has one, is that of the firm."""
    of_a_thing = meaning.concept == "name" and meaning.subject in THINGS
    if meaning.concept not in _OF_A_PERSON or of_a_thing or _role(meaning) not in others:
        return meaning
    if _role(meaning) in firms and meaning.concept in _WHOLE and taken not in firms:
        return replace(meaning, concept="company")
    return None


def _comes_again(whole: Meaning, likeliest: Collection[Meaning]) -> bool:
    """Whether whole names are far fewer than those of the row's person: a membership's, a coach's; a block's
    beside a guest's."""
    keyed = {_role(it) for it in likeliest if it.concept in KEYS}
    if whole.concept not in _WHOLE:
        return False
    parts = [it.column for it in likeliest if it.concept in _PARTS_OF_A_NAME]
    persons = (keyed | {_FIRST} if said(whole.column.name).unknown else keyed) - {_role(whole)}
    others = [it.column for it in likeliest if it.concept in _WHOLE and _role(it) in persons]
    most = max((len(it.counts) for it in (*others, *(parts if len(parts) > 1 else ()))), default=0)
    return most >= _SEVERAL_NAMES and len(whole.column.counts) <= most * _FEW_PERSONS


def _names_a_firm(meaning: Meaning) -> bool:
    """Whether the names of customers are those of organizations, or those of contacts are so as well."""
    if meaning.concept not in _WHOLE:
        return False
    if _role(meaning) == _CONTACT:
        return (
            meaning.column.is_like("organization") > _SOME_FIRMS and meaning.column.is_like("person") < _HALF
        )
    return _role(meaning) == _FIRST and meaning.column.is_like("person") < _FEW_PERSONS


def _names_a_person(meaning: Meaning) -> bool:
    """Whether a column has names, not those of products or events."""
    return (
        meaning.concept in _NAMES and meaning.subject in ("", "person", "card") and bool(meaning.column.texts)
    )


def _role(meaning: Meaning) -> str:
    """What a header says whose it is: a customer's, a contact's; empty where it does not."""
    header = said(meaning.column.name)
    senses = {it: sure for it, sure in header.outer.items() if it == _LAST} | header.senses
    if "referred" in senses and meaning.subject == "person":
        return _ELSEWHERE  # invited to a meeting
    told = " ".join(sorted(it for it in (*PERSONS, "account") if senses.get(it, 0) > _SURELY))
    return told or (_ELSEWHERE if is_elsewhere(meaning) else "")
