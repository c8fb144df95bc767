"""How `ckg review` shows cases, identifiers and what a steward's act came to."""

from __future__ import annotations

from rich.markup import escape

from api.cli.console import out
from api.cli.explain import show_pair
from graph.identity.review import IdentifierUser, ReviewCase, identifier_users
from graph.identity.stewardship import Outcome
from graph.identity.why import PairReport, why
from graph.journal import Journal
from graph.settings import Settings

Evidence = PairReport | list[IdentifierUser]
"""What a steward looks at to decide: of a pair the explanation, of an identifier who uses it."""


def evidence_of(case: ReviewCase, settings: Settings) -> Evidence:
    """What there is to look at in a case."""
    journal = Journal.open(settings)
    if case.identifier:
        return identifier_users(journal, case.identifier)
    return why(journal, settings, (case.record_l, case.record_r))


def show_line(case: ReviewCase) -> None:
    """A case in one line."""
    claimed = f", claimed by {case.claimed_by}" if case.claimed_by else ""
    chance = "     " if case.probability is None else f"{case.probability:.3f}"
    about = _identifier(case) or f"{case.record_l} – {case.record_r}"
    out.print(f"{case.id}  {case.value:5.1f}  {chance}  {case.kind:<18}  {about}{claimed}", markup=False)


def show_state(case: ReviewCase) -> None:
    """A case and who works on it."""
    by = f" by {case.claimed_by}" if case.claimed_by else ""
    chance = "" if case.probability is None else f", probability {case.probability:.3f}"
    out.print(
        f"[bold]{escape(case.id)}[/] is {case.state}{escape(by)}: {case.kind}{chance}, value {case.value:.1f}"
    )


def show_evidence(case: ReviewCase, evidence: Evidence) -> None:
    """What speaks for a pair and against it, or who uses an identifier."""
    if isinstance(evidence, PairReport):
        show_pair(evidence)
        return
    out.print(
        f"{_identifier(case)}, more than one may share: it links nobody, unless you overrule that.",
        markup=False,
    )
    for user in evidence:
        known = ", ".join(value for value in (user.name, user.birth_date) if value)
        out.print(
            f"  {user.record}  {known or '(no name)'}  {user.customer or '(no customer yet)'}", markup=False
        )


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
        out.print("stored; the rules have changed, so the next `ckg resolve` puts it into effect")


def _identifier(case: ReviewCase) -> str | None:
    about = case.identifier
    return f"{about.kind} {about.value}, used by {about.people} people" if about else None
