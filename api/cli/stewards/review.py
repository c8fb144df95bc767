"""`ckg review`: the steward's queue, verdicts, unmerge and revocation."""

import sys
from typing import Annotated

import typer

from api.cli.stewards.review_view import (
    evidence_of,
    show_evidence,
    show_lines,
    show_outcome,
    show_state,
    show_ways_on,
)
from api.cli.stewards.user import USER
from api.cli.terminal.console import out, print_json
from api.cli.terminal.options import AsJson
from api.stewardship import StewardDesk
from graph.identity.judgements import acts
from graph.identity.stewards.cases import ReviewCase, review_queue
from graph.identity.stewards.stewardship import Author, Outcome, Reconnection, Verdict
from graph.journal import Journal
from graph.settings import load_settings

Steward = Annotated[str, typer.Option(envvar="CKG_STEWARD", help="Who you are; your user name if not given.")]
Reason = Annotated[str, typer.Option(help="Why; it is kept with the judgement.")]
Case = Annotated[str, typer.Argument(help="Id of a case, as `ckg review list` shows it.")]
Ruling = Annotated[Verdict, typer.Argument(help="match, no_match or unsure")]

review = typer.Typer(help="What needs a person: decide, take apart, take back.")


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for name, command in (
        ("list", show_queue),
        ("next", show_next),
        ("claim", claim),
        ("release", release),
        ("decide", decide),
        ("confirm", confirm),
        ("overrule", overrule),
        ("reopen", reopen),
        ("judge", judge),
        ("unmerge", unmerge),
        ("revoke", revoke),
        ("judgements", show_judgements),
    ):
        review.command(name)(command)
    review.callback(invoke_without_command=True)(start)
    app.add_typer(review, name="review")


def start(context: typer.Context, steward: Steward = USER) -> None:
    """Without a command: go through the queue, case by case."""
    if context.invoked_subcommand is None:
        if sys.stdin.isatty():
            from api.cli.stewards.review_loop import ReviewLoop

            ReviewLoop(load_settings(), steward).run()
        else:
            show_queue()


def show_queue(first: Annotated[int, typer.Option(help="How many.")] = 20, as_json: AsJson = False) -> None:
    """Open cases, the most valuable first."""
    cases = review_queue(Journal.open(load_settings()), first=first)
    if as_json:
        print_json(cases)
        return
    show_lines(cases)
    if not cases:
        out.print("the queue is empty")


def show_next(steward: Steward = USER, as_json: AsJson = False) -> None:
    """Claim the most valuable case that nobody else works on, and show its evidence."""
    cases = review_queue(Journal.open(load_settings()), steward, first=1)
    if not cases:
        print_json(None) if as_json else out.print("the queue is empty")
        return
    _take(cases[0], steward, as_json=as_json)


def claim(case: Case, steward: Steward = USER, as_json: AsJson = False) -> None:
    """Lock a case for yourself."""
    _tell_case(StewardDesk(load_settings()).claim(case, steward), as_json=as_json)


def release(case: Case, steward: Steward = USER, as_json: AsJson = False) -> None:
    """Give a case back."""
    _tell_case(StewardDesk(load_settings()).release(case, steward), as_json=as_json)


def decide(
    case: Case,
    verdict: Ruling,
    reason: Reason,
    steward: Steward = USER,
    as_json: AsJson = False,
) -> None:
    """Rule on a case; the customers concerned follow at once."""
    author = Author(steward, reason)
    _tell(StewardDesk(load_settings()).act(lambda s: s.decide(case, verdict, author)), as_json=as_json)


def confirm(case: Case, reason: Reason, steward: Steward = USER, as_json: AsJson = False) -> None:
    """Say that a shared identifier says nothing; its case stays closed."""
    author = Author(steward, reason)
    _tell(StewardDesk(load_settings()).act(lambda s: s.confirm(case, author)), as_json=as_json)


def overrule(case: Case, reason: Reason, steward: Steward = USER, as_json: AsJson = False) -> None:
    """Say that a shared identifier tells something all the same; it links again, however many use it."""
    author = Author(steward, reason)
    _tell(StewardDesk(load_settings()).act(lambda s: s.overrule(case, author)), as_json=as_json)


def reopen(case: Case, reason: Reason, steward: Steward = USER, as_json: AsJson = False) -> None:
    """Take back what was ruled on a shared identifier."""
    author = Author(steward, reason)
    _tell(StewardDesk(load_settings()).act(lambda s: s.reopen(case, author)), as_json=as_json)


def judge(
    left: Annotated[str, typer.Argument(help="A record, source:source_id.")],
    verdict: Ruling,
    right: Annotated[str, typer.Argument(help="Another record.")],
    reason: Reason,
    steward: Steward = USER,
    as_json: AsJson = False,
) -> None:
    """Rule on any two records, in the queue or not."""
    author = Author(steward, reason)
    _tell(
        StewardDesk(load_settings()).act(lambda s: s.judge((left, right), verdict, author)), as_json=as_json
    )


def unmerge(
    record: Annotated[str, typer.Argument(help="The record to take out of its customer.")],
    reason: Reason,
    other: Annotated[str | None, typer.Argument(help="Take apart only its link with this record.")] = None,
    ban: Annotated[bool, typer.Option("--ban", help="Never let them come together again.")] = False,
    steward: Steward = USER,
    as_json: AsJson = False,
) -> None:
    """Take a customer apart by record or by link; `ckg review revoke` puts it together again."""
    author = Author(steward, reason)
    again = Reconnection.BANNED if ban else Reconnection.ALLOWED
    outcome = StewardDesk(load_settings()).act(
        lambda s: (
            s.unlink_pair((record, other), author, again) if other else s.unlink_record(record, author, again)
        )
    )
    _tell(outcome, as_json=as_json)
    if not (ban or as_json):
        out.print("new evidence may bring them together again; with --ban they stay apart")


def revoke(
    judgement: Annotated[str, typer.Argument(help="Id of a judgement, or the common one of an unmerge.")],
    reason: Reason,
    steward: Steward = USER,
    as_json: AsJson = False,
) -> None:
    """Take a judgement back; former customers and their ids return."""
    author = Author(steward, reason)
    _tell(StewardDesk(load_settings()).act(lambda s: s.revoke(judgement, author)), as_json=as_json)


def show_judgements(as_json: AsJson = False) -> None:
    """All that stewards did, revocations too."""
    done = acts(Journal.open(load_settings()))
    if as_json:
        print_json(done)
        return
    for act in done:
        at = act.revoked_at or act.judged_at
        what = "revoked: " if act.revoked_at else ""
        text = f"{act.id}  {what}{act.record_l} {act.verdict} {act.record_r}"
        out.print(f"{at:%Y-%m-%d %H:%M}  {text}  {act.steward}: {act.reason}", markup=False)


def _take(case: ReviewCase, steward: str, *, as_json: bool) -> None:
    settings = load_settings()
    claimed = StewardDesk(settings).claim(case.id, steward)
    evidence = evidence_of(claimed, Journal.open(settings), settings)
    if as_json:
        print_json(
            {"case": claimed, "records": evidence.records, "why": evidence.why, "users": evidence.users}
        )
        return
    show_state(claimed)
    show_evidence(claimed, evidence)
    show_ways_on(claimed)


def _tell_case(case: ReviewCase, *, as_json: bool) -> None:
    print_json(case) if as_json else show_state(case)


def _tell(outcome: Outcome, *, as_json: bool) -> None:
    print_json(outcome) if as_json else show_outcome(outcome)
