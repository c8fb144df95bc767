"""Fields that take more than a column: several together, words that are told apart, cents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ingest.proposing.entries.consents import yes_and_no
from ingest.proposing.entries.fields.whose_names import given_names_beside
from ingest.proposing.entries.found import FoundColumns
from ingest.proposing.entries.identifiers import add_handle
from ingest.proposing.entries.rows import Rows, in_small_letters
from ingest.proposing.habits.forms import counts_cents, dialled, family_first
from ingest.proposing.meaning.meanings import Meaning

AMOUNTS = ("total", "price", "line_total", "monthly_fee")
_GOES_ON = {"house_number": "house_addition", "family_name": "second_family_name"}
"""Fields whose values go on in another column, by what that holds."""

_FORMS = {"phone": dialled, "referred_id": in_small_letters}
"""What says by the values of columns in which form they feed a field."""


def add_field(rows: Rows, name: str, found: Sequence[Meaning], columns: FoundColumns) -> None:
    """Adds a field that is fed by columns, in the form that their values need."""
    match name:
        case "handle":
            add_handle(rows, found[0], columns)
        case "account" if rows.kind == "account":
            rows.add(name, found, {"column": found[0].column.name, "realm": "loyalty"})
            rows.add_constant("account_type", "loyalty", found[0].score, "cards are of a loyalty scheme")
        case "granted":
            rows.add(name, found, yes_and_no(found[0].column))
        case _ if name in _FORMS:
            rows.add(name, found, _FORMS[name](found))
        case "full_name" | "given_name":
            add = _add_full_name if name == "full_name" else _add_given_name
            add(rows, found, columns)
        case "family_name" if particles := columns.best("name_particle"):
            why = f'{found[0].why}; "{particles[0].column.name}" stands in front'
            _add_together(rows, name, (particles[0], found[0]), why)
        case "birth_date" if form := _of_parts(columns):
            rows.add(name, form.found, form.value, why="year, month and day stand in columns of their own")
        case _ if name in AMOUNTS and counts_cents(columns.columns, found[0].column):
            why = f"{found[0].why}; Stripe counts cents"
            rows.add(name, found, {"template": f"{{{found[0].column.name}}}e-2"}, 0.9, why)
        case _ if name in _GOES_ON and (further := columns.best(_GOES_ON[name])):
            _add_together(rows, name, (found[0], further[0]), found[0].why)
        case _:
            rows.add(name, found)


def _add_full_name(rows: Rows, found: Sequence[Meaning], columns: FoundColumns) -> None:
    """Whole names, whose given names may stand in a column of their own or behind the family name."""
    column = found[0].column
    if given := given_names_beside(found[0], columns.best("name")):
        why = f'{found[0].why}; "{given.column.name}" has given names'
        _add_together(rows, "full_name", (given, found[0]), why)
    elif order := family_first(column):
        form = {"column": column.name, "order": "family_first"}
        rows.add("full_name", found[:1], form, why=f"{found[0].why}; {order}")
    else:
        rows.add("full_name", found)


def _add_given_name(rows: Rows, found: Sequence[Meaning], columns: FoundColumns) -> None:
    """Given names, with initials in rows that have none."""
    names, initials = found[0], columns.best("initials")
    if names.column.fill == 1 or not initials or initials[0].column is names.column:
        rows.add("given_name", [names])
        return
    form = {"coalesce": [names.column.name, initials[0].column.name]}
    why = f'{names.why}; rows without one have "{initials[0].column.name}"'
    rows.add("given_name", (names, initials[0]), form, why=why)


class _Written(NamedTuple):
    """A long form, and the columns that are in it."""

    found: tuple[Meaning, ...]
    value: dict[str, str]


def _of_parts(columns: FoundColumns) -> _Written | None:
    """A birth date whose year, month and day have a column each; None where they have not."""
    parts = [columns.best(concept)[:1] for concept in ("birth_year", "birth_month", "birth_day")]
    found = tuple(it for part in parts for it in part)
    names = [it.column.name for it in found]
    if len(found) < len(parts) or any(set("{}:!") & set(name) or "[]" in name for name in names):
        return None
    return _Written(found, {"template": "-".join(f"{{{name}}}" for name in names)})


def _add_together(rows: Rows, name: str, found: Sequence[Meaning], why: str) -> None:
    rows.add(name, found, {"columns": [it.column.name for it in found], "join": " "}, why=why)
