"""What a dry run prints."""

from collections.abc import Collection, Iterator

from api.cli.terminal.console import out
from graph.identity.outcome.blast_radius import BlastRadius, HouseholdChange, HouseholdRadius
from graph.identity.report import IdChange

_NAMED = 8
"""Ids of one line."""


def show_radius(radius: BlastRadius) -> None:
    """Print what a run would move; merges, splits and households by id as far as the radius names them."""
    for line in (*_customers(radius), *_households(radius.households)):
        out.print(line, markup=False, soft_wrap=True)


def _customers(radius: BlastRadius) -> Iterator[str]:
    yield f"customers: {radius.customers_before:,} now, {radius.customers_after:,} then"
    yield f"  {radius.merged:,} merged, {radius.split:,} split, {radius.created:,} new ids"
    yield from _named([_id_change(change) for change in radius.changes], radius.changed)
    yield f"  {radius.records_moved:,} records change customer"
    yield f"  {radius.referrals_moved:,} referrals and {radius.revenue_moved:,.2f} of revenue move"


def _households(radius: HouseholdRadius) -> Iterator[str]:
    yield (
        f"households: {radius.households_before:,} of {radius.members_before:,} customers now,"
        f" {radius.households_after:,} of {radius.members_after:,} then"
    )
    yield (
        f"  {radius.formed:,} formed, {radius.dissolved:,} dissolved,"
        f" {radius.gaining:,} gaining and {radius.losing:,} losing members"
    )
    yield from _named([_household_change(change) for change in radius.changes], radius.changed)


def _named(lines: list[str], count: int) -> Iterator[str]:
    yield from (f"    {line}" for line in lines)
    if more := count - len(lines):
        yield f"    and {more:,} more"


def _id_change(change: IdChange) -> str:
    done = "takes in" if change.kind == "merged" else "gives records to"
    return f"{change.customer_id} {done} {_listed(change.others)}"


def _household_change(change: HouseholdChange) -> str:
    joined, left = ("with", "without") if change.kind == "changed" else ("of", "of")
    moves = [f"{word} {_listed(ids)}" for word, ids in ((joined, change.joined), (left, change.left)) if ids]
    return f"{change.household_id} {change.kind}, {', '.join(moves)}"


def _listed(ids: Collection[str]) -> str:
    shown = " ".join(list(ids)[:_NAMED])
    return f"{shown} and {len(ids) - _NAMED:,} more" if len(ids) > _NAMED else shown
