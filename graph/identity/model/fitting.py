"""What a run decides by: a model trained on its data, one that stands in, or that of an earlier run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import duckdb

from graph.identity.evidence.gathering import gather_evidence
from graph.identity.evidence.noise import noise_without_links, veto_noise
from graph.identity.evidence.persons import learn_common_names
from graph.identity.evidence.relatives import learn_family_kinds
from graph.identity.evidence.vetoes import TO_BE_PROVEN
from graph.identity.model.adjusting.encouragement import encouraged
from graph.identity.model.blocking.plan import recheck_blocking
from graph.identity.model.identity_model import IdentityModel
from graph.identity.model.matching import Matching, fixed_weight
from graph.identity.model.open_engine import open_engine
from graph.identity.model.pairs.engines import Engine
from graph.identity.model.pairs.weighing import rescore
from graph.identity.model.teaching.answers import fit_to_answers
from graph.identity.model.teaching.labelled import fit_to_labels
from graph.identity.model.teaching.labels import Labels
from graph.identity.model.teaching.lessons import Start
from graph.identity.model.training import train_model
from graph.identity.rules import Rules, Veto


@dataclass(frozen=True)
class Lessons:
    """What a model is trained with besides the data: labels or, without them, the answers of stewards."""

    labels: Labels | None = None
    answers: bool = True


def train_matching(
    connection: duckdb.DuckDBPyConnection,
    rules: Rules,
    version: str,
    threshold: float | None,
    lessons: Lessons,
) -> Matching:
    """Train on `features` and `verdicts`; makes `scored_links`, `rule_links` and `shared_values`.

    `threshold` is a match probability; None takes that of the rules, or the one found from the data.
    """
    learn_common_names(connection)
    with open_engine(connection, rules) as engine:
        model = train_model(connection, engine)
        gain, answers = None, None
        if lessons.labels:
            model, gain = fit_to_labels(connection, model, lessons.labels, engine.score)
        elif lessons.answers:
            start = Start.of(model, fixed_weight(rules, threshold))
            model, answers = fit_to_answers(connection, model, start, engine.score)
    _complete_links(connection, rules, model)
    families = learn_family_kinds(connection)
    told = _named(noise_without_links(connection))
    model = encouraged(connection, model, _borne_out(rules, told))
    weight = _threshold(rules, model, threshold)
    noise = _noise(connection, weight) | told
    return _in_force(rules, Matching(version, model, weight, frozenset(), noise, families, gain, answers))


def untrained_matching(
    connection: duckdb.DuckDBPyConnection,
    rules: Rules,
    version: str,
    model_of: Callable[[duckdb.DuckDBPyConnection, Engine], IdentityModel],
) -> Matching:
    """The same as `train_matching` under a model that stands in, with all vetoes of the rules in force but
    for those on rows of one source that the data do not bear out."""
    learn_common_names(connection)
    with open_engine(connection, rules) as engine:
        model = model_of(connection, engine)
    _complete_links(connection, rules, model)
    families = learn_family_kinds(connection)
    noise = _named(noise_without_links(connection))
    return _in_force(rules, Matching(version, model, model.threshold.weight, frozenset(), noise, families))


def rebase_matching(
    connection: duckdb.DuckDBPyConnection,
    rules: Rules,
    earlier: Matching,
    version: str,
    threshold: float | None,
) -> Matching:
    """The same as `train_matching` under the model of an earlier run, with what that found of the data.

    A blocking rule that has come to explode since is refused, with its count, and missing from then on.
    """
    [(records,)] = connection.execute("SELECT count(*) FROM features").fetchall()
    plan = recheck_blocking(connection, earlier.model.rules, records)
    model = replace(earlier.model, rules=plan.rules, refused=(*earlier.model.refused, *plan.refused))
    with open_engine(connection, rules) as engine:
        engine.score(model)
    _complete_links(connection, rules, model)
    weight = _threshold(rules, model, threshold)
    return _in_force(rules, replace(earlier, version=version, model=model, threshold=weight))


def _complete_links(connection: duckdb.DuckDBPyConnection, rules: Rules, model: IdentityModel) -> None:
    connection.execute("ALTER TABLE links RENAME TO scored_links")
    rescore(connection, model, gather_evidence(connection, rules))


def _noise(connection: duckdb.DuckDBPyConnection, weight: float) -> dict[str, float]:
    connection.execute(
        """CREATE OR REPLACE TEMP TABLE likely_pairs AS
        SELECT record_l, record_r FROM scored_links WHERE weight >= $weight""",
        {"weight": weight},
    )
    return _named(veto_noise(connection, "likely_pairs"))


def _named(noise: dict[Veto, float]) -> dict[str, float]:
    return {str(veto): share for veto, share in noise.items()}


def _in_force(rules: Rules, matching: Matching) -> Matching:
    """With the vetoes of the rules that the data bear out."""
    return replace(matching, vetoes=_borne_out(rules, matching.noise))


def _borne_out(rules: Rules, noise: dict[str, float]) -> frozenset[Veto]:
    """The vetoes of the rules that contradict no more than they may, by what is known."""
    unknown = {veto: float(veto in TO_BE_PROVEN) for veto in rules.vetoes}
    return frozenset(v for v in rules.vetoes if noise.get(str(v), unknown[v]) <= rules.veto_noise)


def _threshold(rules: Rules, model: IdentityModel, threshold: float | None) -> float:
    fixed = fixed_weight(rules, threshold)
    return model.threshold.weight if fixed is None else fixed
