"""`ckg explain`: why records are one customer, or not, and how a customer came to be."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from api.cli.terminal.console import counted, out, print_json
from api.cli.terminal.options import AsJson
from graph.errors import CkgError
from graph.files.whole_file import whole_file
from graph.identity.explanation.how import CustomerReport, how
from graph.identity.explanation.links import CustomerLink
from graph.identity.explanation.subgraph import evidence_query
from graph.identity.explanation.waterfall import waterfall_svg
from graph.identity.explanation.why import PairReport, Step, why, why_not
from graph.identity.explanation.wording import link_words
from graph.journal import Journal
from graph.settings import load_settings

_BAR = 24


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("explain")(explain)


def explain(
    subject: Annotated[str, typer.Argument(help="A record, source:source_id, or a customer's id.")],
    other: Annotated[str | None, typer.Argument(help="Another record.")] = None,
    against: Annotated[bool, typer.Option("--why-not", help="What keeps the two records apart.")] = False,
    svg: Annotated[Path | None, typer.Option(help="Write the waterfall chart of the pair here.")] = None,
    as_cypher: Annotated[
        bool, typer.Option("--cypher", help="Print the query that draws the evidence, for `ckg browser`.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Why two records are one customer; of one record or customer: how it came to be."""
    settings = load_settings()
    journal = Journal.open(settings)
    if other is None:
        if against or svg:
            raise CkgError("--why-not and --svg are about two records.", "Name a second record.")
        customer = how(journal, settings, subject)
        if as_cypher:
            print(evidence_query(customer.records))
            return
        print_json(customer) if as_json else show_customer(customer)
        return
    report = (why_not if against else why)(journal, settings, (subject, other))
    if svg:
        with whole_file(svg) as draft:
            draft.write_text(waterfall_svg(report), encoding="utf-8")
    if as_cypher:
        print(evidence_query((report.record_l, report.record_r)))
    elif as_json:
        print_json(report)
    else:
        show_pair(report)
        out.print("--cypher prints the query that draws this in `ckg browser`", style="dim")


def show_pair(report: PairReport) -> None:
    """A pair's findings and waterfall."""
    state = "are one customer" if report.together else "are two customers"
    out.print(f"[bold]{escape(report.record_l)}[/] and [bold]{escape(report.record_r)}[/] {state}")
    for finding in report.findings:
        weight = "" if finding.weight is None else f"{finding.weight:+.1f}"
        out.print(f"  {weight:>6}  {finding.kind:<10} {finding.text}", markup=False)
    if report.waterfall and report.weight is not None:
        out.print(
            f"The model: {report.weight:.1f} bits, probability {report.probability:.3f};"
            f" a link counts from {report.threshold:.1f} bits",
            markup=False,
        )
        out.print(_bars(report))


def show_customer(report: CustomerReport) -> None:
    """A customer's merges, and what would split it."""
    out.print(f"[bold]{report.customer_id}[/] is {counted('record', len(report.records))}")
    for place, merge in enumerate(report.merges, 1):
        ends = f"{merge.link.record_l} – {merge.link.record_r}"
        sizes = f"{merge.left_size} + {merge.right_size}"
        out.print(f"{place:>3}. {ends}  ({sizes} records, {_weight(merge.link)})", markup=False)
        for words in merge.evidence:
            out.print(f"       {words}", markup=False)
    if report.loose:
        out.print(f"matched in the mean of whole groups: {', '.join(report.loose)}", markup=False)
    if report.weakest:
        kind = "weakest bridge" if report.bridge else "weakest merge, not the only tie of its two sides"
        out.print(f"{kind}: {link_words(report.weakest)}, {_weight(report.weakest)}", markup=False)
    if report.cut:
        out.print(
            f"taking away {counted('link', len(report.cut))} would split off {', '.join(report.cut_off)}:",
            markup=False,
        )
        for link in report.cut:
            out.print(f"       {link_words(link)}, {_weight(link)}", markup=False)


def _weight(link: CustomerLink) -> str:
    return "by judgement" if link.weight is None else f"{link.weight:.1f} bits"


def _bars(report: PairReport) -> Table:
    table = Table(box=None, show_header=False, padding=(0, 1))
    ends = [end for step in report.waterfall for end in (step.start, step.end)]
    low, high = min(ends), max(ends)
    for step in report.waterfall:
        bar = _bar(step, low, (high - low) or 1.0)
        table.add_row(escape(step.name), f"{step.weight:+.1f}", bar, escape(step.outcome))
    return table


def _bar(step: Step, low: float, width: float) -> str:
    start, end = sorted((step.start, step.end))
    before = round((start - low) / width * _BAR)
    length = max(1, round((end - low) / width * _BAR) - before)
    return " " * before + ("[green]" if step.weight >= 0 else "[red]") + "█" * length + "[/]"
