"""Households of the sample company, held against who really lives together.

`python -m benchmarks.households [PEOPLE]` makes the sample company, takes it through ingest and one run, and
prints pairwise precision and recall over all people who have a record, and what the step took.
"""

from __future__ import annotations

import csv
import resource
import sys
from collections import Counter, defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory

from graph.identity.evaluation.figures import Evaluation, evaluate
from graph.identity.evaluation.truth import read_truth
from graph.identity.outcome.assignments import current_assignment
from graph.identity.run import resolve
from graph.journal import Journal
from graph.settings import Settings
from ingest.pipeline.pipeline import ingest
from ingest.sample import generate

PEOPLE, SEED = 20_000, 1


def main(people: int) -> None:
    """Measure one company and print a line."""
    with TemporaryDirectory() as work:
        report = generate(people, SEED, Path(work))
        settings = Settings(home=Path(work) / "home")
        journal = Journal.open(settings)
        for mapping in report.mappings:
            ingest(mapping, (), journal)
        run = resolve(journal, settings).report
        found = measure(journal, Path(work))
    print(
        f"{people:,} people, {run['records']:,} records: {run['households']:,} households of"
        f" {run['household_members']:,} customers; of {found.true_pairs:,} true pairs precision"
        f" {found.precision:.4f}, recall {found.recall:.4f}, F1 {found.f1:.4f};"
        f" {run['seconds']['households']:.1f} of {sum(run['seconds'].values()):.1f} s,"
        f" {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024:,} MB"
    )


def measure(journal: Journal, sample: Path) -> Evaluation:
    """The households that the journal has now against the truth in folder `sample`: each person stands for
    the customer who has most of their records."""
    customers: defaultdict[str, Counter[str]] = defaultdict(Counter)
    assignment = current_assignment(journal)
    for record, person in read_truth(sample / "truth.csv").items():
        customers[person][assignment[record]] += 1
    with (sample / "households.csv").open(encoding="utf-8", newline="") as file:
        truth = {
            row["entity"]: row["household"] for row in csv.DictReader(file) if row["entity"] in customers
        }
    with journal.connect() as connection:
        households = dict(connection.execute("SELECT customer_id, household_id FROM households").fetchall())
    found = {person: households.get(customers[person].most_common(1)[0][0]) for person in truth}
    return evaluate(truth, {person: home for person, home in found.items() if home is not None})


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE)
