"""How `ckg review` shows cases, identifiers and what a steward's act came to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Table

from api.cli.terminal.console import out
from graph.identity.stewards.cases import ReviewCase
from graph.identity.stewards.identifier_users import IdentifierUser, identifier_users
from graph.identity.stewards.stewardship import Outcome
from graph.journal import Journal
from graph.settings import Settings

if TYPE_CHECKING:
    from graph.identity.explanation.why import PairReport
    from graph.identity.stewards.sheet import SheetRow


@dataclass(frozen=True)
class Evidence:
    """What a steward looks at to decide: both records and the explanation of a pair, or who uses an
    identifier."""

    records: list[SheetRow] = field(default_factory=list)
    why: PairReport | None = None
    users: list[IdentifierUser] = field(default_factory=list)


def evidence_of(case: ReviewCase, journal: Journal, settings: Settings) -> Evidence:
    """What there is to look at in a case."""
    if case.identifier:
        return Evidence(users=identifier_users(journal, case.identifier))
    from graph.identity.stewards.sheet import side_by_side  # takes long, and few commands need it

    found = side_by_side(journal, settings, (case.record_l, case.record_r))
    return Evidence(records=found.rows, why=found.why)


def show_lines(cases: Sequence[ReviewCase]) -> None:
    """A case a line, below what stands in it."""
    if cases:
        out.print(f"{'case':<21}  value  chance  {'kind':<18}  records, or what too many share", markup=False)
    for case in cases:
        _show_line(case)


def _show_line(case: ReviewCase) -> None:
    claimed = f", claimed by {case.claimed_by}" if case.claimed_by else ""
    chance = "" if case.probability is None else _chance(case.probability)
    about = _identifier(case) or f"{case.record_l} – {case.record_r}"
    out.print(f"{case.id}  {case.value:5.1f}  {chance:>6}  {case.kind:<18}  {about}{claimed}", markup=False)


def show_state(case: ReviewCase) -> None:
    """A case and who works on it."""
    by = f" by {case.claimed_by}" if case.claimed_by else ""
    chance = "" if case.probability is None else f", probability {_chance(case.probability)}"
    out.print(
        f"[bold]{escape(case.id)}[/] is {case.state}{escape(by)}: {case.kind}{chance}, value {case.value:.1f}"
    )


def show_ways_on(case: ReviewCase) -> None:
    """Which commands rule on a case, or give it back."""
    ways = "confirm|overrule {}" if case.identifier else "decide {} match|no_match|unsure"
    rule = f"`ckg review {ways.format(case.id)} --reason …` rules on it"
    out.print(f"{rule}, `ckg review release {case.id}` gives it back", markup=False)


def show_evidence(case: ReviewCase, evidence: Evidence) -> None:
    """What speaks for a pair and against it, or who uses an identifier."""
    if evidence.why:
        from api.cli.stewards.explain import show_pair

        show_pair(evidence.why)
        out.print(sheet((case.record_l, case.record_r), evidence.records))
        return
    out.print(
        f"{_identifier(case)}, more than its limit: it links nobody, unless you overrule that.", markup=False
    )
    for user in evidence.users:
        known = ", ".join(value for value in (user.name, user.birth_date) if value)
        out.print(
            f"  {user.record}  {known or '(no name)'}  {user.customer or '(no customer yet)'}", markup=False
        )


def sheet(pair: tuple[str, str], rows: list[SheetRow]) -> Table:
    """Both records side by side; what they have in common is dim."""
    table = Table("", *pair, box=None, padding=(0, 1))
    for row in rows:
        style = "dim" if row.left == row.right else None
        table.add_row(
            row.name.replace("_", " "), *(escape(", ".join(s)) for s in (row.left, row.right)), style=style
        )
    return table


def show_outcome(outcome: Outcome) -> None:
    """What was stored, and which records changed customer."""
    for judgement in outcome.judgements:
        state = "revoked" if judgement.revoked_at else "in force"
        text = f"{judgement.id}: {judgement.record_l} {judgement.verdict} {judgement.record_r}, {state}"
        out.print(text, markup=False)
    if outcome.case:
        what = outcome.case.resolution or "open again"
        out.print(f"{outcome.case.id}: {_identifier(outcome.case)}, {what}", markup=False)
    for move in outcome.moves:
        went = f"{move.before} → {move.after}" if move.before != move.after else f"stays {move.after}"
        out.print(f"  {move.record}  {went}", markup=False)
    if outcome.run_id:
        out.print(f"run {outcome.run_id}", markup=False)
    if outcome.pending:
        out.print("stored; rules or model have changed, so the next `ckg resolve` puts it into effect")


def _chance(probability: float) -> str:
    """A probability that is never rounded to certainty."""
    return "<0.001" if probability < 0.001 else ">0.999" if probability > 0.999 else f"{probability:.3f}"


def _identifier(case: ReviewCase) -> str | None:
    about = case.identifier
    return f"{about.kind} {about.value}, used by {about.people} people" if about else None
