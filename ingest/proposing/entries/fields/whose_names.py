"""Whose names the columns of a row hold: persons' or organizations'."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.words.folding import fold_text
from graph.words.given_names import are_given_names, given_names
from graph.words.roles import MAILBOXES
from ingest.proposing.meaning.columns import Column, shown
from ingest.proposing.meaning.headers import said
from ingest.proposing.meaning.looks import TESTS
from ingest.proposing.meaning.meanings import Meaning

_FIRMS, _PERSONS = 0.5, 0.1
"""Shares of names from which, and up to which, a column holds organizations alone."""

_SEVERAL, _GIVEN, _WHOLE = 0.3, 0.25, 0.1
"""Shares of names with several words, up to which they may be given ones alone; of known given ones, from
which they are; and of several words that are no given names, up to which."""

_FEWEST = 4
"""Names that addresses begin with, from which more of them tell what these are."""

_SOME_PERSONS = 0.3
"""The same from which a column called a company holds persons, and some whose names are in no list."""


def are_persons(fields: Mapping[str, Sequence[Meaning]]) -> bool:
    """Whether names are those of persons."""
    return fields["full_name"][0].column.is_like("only person") > _FIRMS


def names_persons(company: Column, fields: Mapping[str, Sequence[Meaning]]) -> bool:
    """Whether what is called a company, in rows that name nobody else, holds persons: `Razón Social`."""
    named = fields.keys() & {"full_name", "given_name", "family_name"}
    return (
        not named
        and company.is_like("only person") > _SOME_PERSONS
        and company.is_like("organization") <= _PERSONS
    )


def are_firms(fields: dict[str, list[Meaning]]) -> bool:
    """Whether what is called a name is that of organizations; of firms and persons `full_name` takes both."""
    names = fields["full_name"][0].column
    alone = fields.keys().isdisjoint(("given_name", "family_name", "birth_date", "gender"))
    if any(_are_addressed(names, it.column) for it in fields.get("salutation", ())):
        return False
    return alone and names.is_like("organization") >= _FIRMS and names.is_like("only person") <= _PERSONS


def _are_addressed(names: Column, salutations: Column) -> bool:
    """Whether some of those who are no organizations are addressed as women or men."""
    rows = zip(map(shown, names.values), map(shown, salutations.values), strict=False)
    told = [(name, how) for name, how in rows if name and how]
    persons = sum(TESTS["gender"](how) and not TESTS["organization"](name) for name, how in told)
    return persons > _PERSONS * len(told) > 0


def given_names_beside(name: Meaning, others: Sequence[Meaning]) -> Meaning | None:
    """The column with the given names of those of whom another has family names, and both are called names:
    `NAME2` beside `NAME1`."""
    plain = said(name.column.name)
    return next(
        (
            it
            for it in others
            if it.column is not name.column
            and said(it.column.name).words == plain.words
            and it.column.is_like("given") > _FIRMS >= name.column.is_like("given")
        ),
        None,
    )


def are_given_alone(names: Column, emails: Sequence[Meaning]) -> bool:
    """Whether what is called a name is the given one alone: most are one word, and e-mail addresses begin
    with them and go on (`ana.garcia@`), or many are known, and few of several words are no given names."""
    several = [name.split() for name in names.counts if " " in name]
    if len(several) > _SEVERAL * len(names.counts):
        return False
    whole = len(several) - sum(map(are_given_names, several))
    known = names.is_like("given") > _GIVEN and whole <= _WHOLE * len(names.counts)
    return known or any(_begin(names, it.column) for it in emails)


def _begin(names: Column, emails: Column) -> bool:
    """Whether many addresses begin with the name in their row, and hardly any end with it, or have a known
    given name or a desk of a firm behind it."""
    rows = zip(map(shown, names.values), map(shown, emails.values), strict=False)
    told = [(_letters(name), _letters(email.split("@")[0])) for name, email in rows if name and email]
    behind = [box.removeprefix(name) for name, box in told if box.startswith(name) and box != name]
    begin = sum(word not in given_names() and word not in MAILBOXES for word in behind)
    end = len(behind) - begin + sum(box.endswith(name) and box != name for name, box in told)
    return begin > max(_SOME_PERSONS * len(told), 2 * end, _FEWEST)


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, fold_text(text) or ""))


def says_the_same(whole: Column, family: Column) -> bool:
    """Whether at least half of the names have the family name of their row in them, where both are there."""
    rows = zip(map(shown, whole.values), map(shown, family.values), strict=False)
    told = [_letters(last) in _letters(name) for name, last in rows if name and last]
    return sum(told) >= _FIRMS * len(told)


def have_names(fields: dict[str, list[Meaning]], company: Column) -> bool:
    """Whether rows that name a company name a person too: then it is their employer's."""
    names = [
        it.column.values for part in ("family_name", "given_name", "full_name") for it in fields.get(part, ())
    ]
    if not names:
        return False
    places = [place for place, value in enumerate(company.values) if value]
    named = sum(any(place < len(values) and values[place] for values in names) for place in places)
    return named >= 0.9 * len(places)
