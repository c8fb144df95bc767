"""`ckg review`: the steward's queue, verdicts, unmerge and revocation."""

import getpass
import sys
from typing import Annotated, Any

import typer

from api.cli.console import out, print_json
from api.cli.explain import show_pair
from api.cli.options import AsJson
from api.stewardship import Desk
from graph.identity.judgements import acts
from graph.identity.review import ReviewCase, review_queue
from graph.identity.stewardship import Author, Outcome, Reconnection, Verdict
from graph.identity.why import why
from graph.journal import Journal
from graph.settings import load_settings

Steward = Annotated[str, typer.Option(envvar="CKG_STEWARD", help="Who you are; your user name if not given.")]
Reason = Annotated[str, typer.Option(help="Why; it is kept with the judgement.")]
Case = Annotated[str, typer.Argument(help="Id of a case, as `ckg review list` shows it.")]
_KEYS = {"m": Verdict.MATCH, "n": Verdict.NO_MATCH, "u": Verdict.UNSURE}
_USER = getpass.getuser()

review = typer.Typer(help="Pairs that need a person: decide, take apart, take back.")


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for name, command in (
        ("list", show_queue),
        ("next", show_next),
        ("claim", claim),
        ("release", release),
        ("decide", decide),
        ("judge", judge),
        ("unmerge", unmerge),
        ("revoke", revoke),
        ("judgements", show_judgements),
    ):
        review.command(name)(command)
    review.callback(invoke_without_command=True)(start)
    app.add_typer(review, name="review")


def start(context: typer.Context, steward: Steward = _USER) -> None:
    """Without a command: go through the queue, case by case."""
    if context.invoked_subcommand is None:
        if sys.stdin.isatty():
            _go_through(steward)
        else:
            show_queue()


def show_queue(first: Annotated[int, typer.Option(help="How many.")] = 20, as_json: AsJson = False) -> None:
    """Open cases, the most valuable first."""
    cases = review_queue(Journal.open(load_settings()), first=first)
    if as_json:
        print_json(cases)
        return
    for case in cases:
        claimed = f", claimed by {case.claimed_by}" if case.claimed_by else ""
        numbers = f"{case.value:5.1f}  {case.probability:.3f}  {case.kind:<14}"
        out.print(f"{case.id}  {numbers}  {case.record_l} – {case.record_r}{claimed}", markup=False)
    if not cases:
        out.print("the queue is empty")


def show_next(steward: Steward = _USER, as_json: AsJson = False) -> None:
    """Claim the most valuable case that nobody else works on, and show its evidence."""
    cases = review_queue(Journal.open(load_settings()), steward, first=1)
    if not cases:
        print_json(None) if as_json else out.print("the queue is empty")
        return
    _take(cases[0], steward, as_json=as_json)


def claim(case: Case, steward: Steward = _USER, as_json: AsJson = False) -> None:
    """Lock a case for yourself."""
    _tell_case(Desk(load_settings()).claim(case, steward), as_json=as_json)


def release(case: Case, steward: Steward = _USER, as_json: AsJson = False) -> None:
    """Give a case back."""
    _tell_case(Desk(load_settings()).release(case, steward), as_json=as_json)


def decide(
    case: Case,
    verdict: Annotated[Verdict, typer.Argument(help="match, no_match or unsure")],
    reason: Reason,
    steward: Steward = _USER,
    as_json: AsJson = False,
) -> None:
    """Rule on a case; the customers concerned follow at once."""
    author = Author(steward, reason)
    _tell(Desk(load_settings()).act(lambda s: s.decide(case, verdict, author)), as_json=as_json)


def judge(
    left: Annotated[str, typer.Argument(help="A record, source:source_id.")],
    verdict: Annotated[Verdict, typer.Argument(help="match, no_match or unsure")],
    right: Annotated[str, typer.Argument(help="Another record.")],
    reason: Reason,
    steward: Steward = _USER,
    as_json: AsJson = False,
) -> None:
    """Rule on any two records, in the queue or not."""
    author = Author(steward, reason)
    _tell(Desk(load_settings()).act(lambda s: s.judge((left, right), verdict, author)), as_json=as_json)


def unmerge(
    record: Annotated[str, typer.Argument(help="The record to take out of its customer.")],
    reason: Reason,
    other: Annotated[str | None, typer.Argument(help="Take apart only its link with this record.")] = None,
    ban: Annotated[bool, typer.Option("--ban", help="Never let them come together again.")] = False,
    steward: Steward = _USER,
    as_json: AsJson = False,
) -> None:
    """Take a customer apart by record or by link; `ckg review revoke` puts it together again."""
    author = Author(steward, reason)
    again = Reconnection.BANNED if ban else Reconnection.ALLOWED
    outcome = Desk(load_settings()).act(
        lambda s: (
            s.unlink_pair((record, other), author, again) if other else s.unlink_record(record, author, again)
        )
    )
    _tell(outcome, as_json=as_json)


def revoke(
    judgement: Annotated[str, typer.Argument(help="Id of a judgement, or the common one of an unmerge.")],
    reason: Reason,
    steward: Steward = _USER,
    as_json: AsJson = False,
) -> None:
    """Take a judgement back; former customers and their ids return."""
    author = Author(steward, reason)
    _tell(Desk(load_settings()).act(lambda s: s.revoke(judgement, author)), as_json=as_json)


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


def _go_through(steward: str) -> None:
    skipped: set[str] = set()
    while True:
        queue = review_queue(Journal.open(load_settings()), steward, first=len(skipped) + 1)
        case = next((case for case in queue if case.id not in skipped), None)
        if case is None:
            out.print("the queue is empty")
            return
        _take(case, steward, as_json=False)
        key = typer.prompt("[m]atch, [n]o match, [u]nsure, [s]kip, [q]uit").strip().lower()[:1]
        if key in _KEYS:
            decide(case.id, _KEYS[key], typer.prompt("reason"), steward)
            continue
        Desk(load_settings()).release(case.id, steward)
        if key == "q":
            return
        skipped.add(case.id)


def _take(case: ReviewCase, steward: str, *, as_json: bool) -> None:
    settings = load_settings()
    claimed = Desk(settings).claim(case.id, steward)
    report = why(Journal.open(settings), settings, (case.record_l, case.record_r))
    if as_json:
        print_json({"case": claimed, "why": report})
        return
    _tell_case(claimed, as_json=False)
    show_pair(report)


def _tell_case(case: ReviewCase, *, as_json: bool) -> None:
    if as_json:
        print_json(case)
        return
    by = f" by {case.claimed_by}" if case.claimed_by else ""
    out.print(
        f"{case.id} is {case.state}{by}: {case.kind}, probability {case.probability:.3f},"
        f" value {case.value:.1f}",
        markup=False,
    )


def _tell(outcome: Outcome, *, as_json: bool) -> None:
    if as_json:
        print_json(outcome)
        return
    for judgement in outcome.judgements:
        state = "revoked" if judgement.revoked_at else "in force"
        out.print(f"{judgement.id}: {judgement.record_l} {judgement.verdict} {judgement.record_r}, {state}")
    for move in outcome.moves:
        went: Any = f"{move.before} → {move.after}" if move.before != move.after else f"stays {move.after}"
        out.print(f"  {move.record}  {went}", markup=False)
    if outcome.run_id:
        out.print(f"run {outcome.run_id}", markup=False)
    if outcome.pending:
        out.print("stored; the rules have changed, so the next `ckg resolve` puts it into effect")
