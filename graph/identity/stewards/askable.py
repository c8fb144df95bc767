"""Which pairs a steward can be asked about, to teach the model.

These are the ones that the last run scored and that neither rules nor vetoes settle.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import duckdb

from graph.errors import MissingRunError
from graph.identity.connection.temporary import count, make_table
from graph.identity.evidence.vetoes import find_vetoes
from graph.identity.explanation.from_state import gather_known
from graph.identity.inputs import LastRun, last_run
from graph.identity.judgements import Verdict
from graph.identity.model.identity_model import IdentityModel
from graph.identity.model.matching import Matching, fixed_weight, load_matching
from graph.identity.model.pairs.outcomes import Outcomes, observe_pairs
from graph.identity.model.teaching.lessons import Design, Start, design_of
from graph.identity.model.teaching.questions import Patterns, patterns_of
from graph.identity.rules import Rules, rules_in_force
from graph.identity.state.file import UnusableStateError, state_path
from graph.identity.state.reading import last_state
from graph.journal import Journal
from graph.settings import Settings

MOST_PAIRS = 200_000
"""Pairs that are looked at; of more, an even sample."""

VIEWS = ("runs", "aliases", "judgements", "review_cases")


@dataclass(frozen=True)
class AskablePairs:
    """Pairs under the model of the last run, without what answers taught it.

    `outcomes` are of those that may be asked, in an order that nothing but chance decides, and then of the
    judged ones; `row` tells where a pair is. `patterns` are of the first alone.
    """

    model: IdentityModel
    start: Start
    outcomes: Outcomes
    row: dict[tuple[str, str], int]
    patterns: Patterns

    def design(self, rows: Sequence[int]) -> Design:
        """What can be learned of some rows."""
        return design_of(self.model, self.outcomes.of(rows))


_GATHERED: dict[tuple[Path, str, str], AskablePairs] = {}
"""What was gathered last, by state, run and rules: to score all pairs again for each answer takes long."""


def askable(journal: Journal, settings: Settings) -> AskablePairs:
    """What can be asked now. Raises MissingRunError where there is no run that knows all entries."""
    with closing(journal.connect_apart(VIEWS)) as connection:
        last = last_run(connection)
        if last is None:
            raise MissingRunError("No identity run has been made.", "Run `ckg resolve` first.")
        rules = rules_in_force(settings)
        try:
            with last_state(connection, journal, state_path(settings), last, rules):
                return _known(connection, settings, last, rules)
        except UnusableStateError as error:
            raise MissingRunError(
                "The last run does not know the newest entries, rules or rulings.", "Run `ckg resolve` first."
            ) from error


def _known(
    connection: duckdb.DuckDBPyConnection, settings: Settings, last: LastRun, rules: Rules
) -> AskablePairs:
    """What was gathered last if it has all that is judged, else gathered anew."""
    make_table(connection, "judged_pairs", _JUDGED, verdicts=[Verdict.MATCH, Verdict.NO_MATCH])
    judged = set(connection.execute("FROM judged_pairs").fetchall())
    key = (state_path(settings), last.run_id, rules.fingerprint)
    known = _GATHERED.get(key)
    if known is None or not judged <= known.row.keys():
        models = settings.home.absolute() / "models"
        matching = load_matching(connection, models, last.model_version)
        known = _gathered(connection, matching, rules)
        _GATHERED.clear()
        _GATHERED[key] = known
    return known


def _gathered(connection: duckdb.DuckDBPyConnection, matching: Matching, rules: Rules) -> AskablePairs:
    total = count(connection, "known.scored_links")
    share = min(1.0, MOST_PAIRS / max(total, 1))
    make_table(connection, "scored_pairs", _SCORED, drawn=int(share * 1_000_000))
    make_table(connection, "asked", _RECORDS)
    gather_known(connection, rules)
    find_vetoes(connection, "scored_pairs", matching.vetoes, "vetoed_pairs")
    make_table(
        connection, "askable_pairs", "FROM scored_pairs ANTI JOIN vetoed_pairs USING (record_l, record_r)"
    )
    make_table(connection, "all_pairs", "FROM askable_pairs UNION FROM judged_pairs")
    outcomes = observe_pairs(connection, matching.model, "all_pairs")
    asked = set(connection.execute("FROM askable_pairs").fetchall())
    start = Start.of(matching.model.untaught(), fixed_weight(rules))
    return _askable(matching.model.untaught(), start, outcomes, asked, share)


def _askable(
    model: IdentityModel, start: Start, outcomes: Outcomes, asked: set[tuple[str, str]], share: float
) -> AskablePairs:
    def order(row: int) -> tuple[bool, bytes]:
        pair = outcomes.pairs[row]
        return pair not in asked, _drawn(pair)

    ordered = outcomes.of(sorted(range(len(outcomes.pairs)), key=order))
    patterns = patterns_of(model, ordered.of(range(len(asked))), share)
    return AskablePairs(
        model, start, ordered, {pair: row for row, pair in enumerate(ordered.pairs)}, patterns
    )


def _drawn(pair: tuple[str, str]) -> bytes:
    return blake2b("\0".join(pair).encode(), digest_size=8).digest()


_JUDGED = """
SELECT DISTINCT record_l, record_r FROM judgements
WHERE revoked_at IS NULL AND list_contains($verdicts::VARCHAR[], verdict)
"""

_SCORED = """
SELECT record_l, record_r FROM known.scored_links ANTI JOIN known.rule_links USING (record_l, record_r)
WHERE hash(record_l, record_r) % 1000000 < $drawn
"""

_RECORDS = """
SELECT DISTINCT unnest([record_l, record_r]) AS record_id FROM (FROM scored_pairs UNION ALL FROM judged_pairs)
"""
