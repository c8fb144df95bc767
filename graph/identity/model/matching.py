"""The model in force for a run: trained or loaded, what it scores, and which vetoes the data bear out."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from graph.errors import IdentityError
from graph.files.checksums import keep_checksum
from graph.identity.clusters.limits import Limits
from graph.identity.evidence.contradictions import learn_common_names, prepare_persons
from graph.identity.evidence.noise import noise_without_links, veto_noise
from graph.identity.evidence.relatives import NO_KINDS, FamilyKinds, learn_family_kinds, set_family_kinds
from graph.identity.evidence.rule_links import find_rule_links
from graph.identity.evidence.vetoes import (
    TO_BE_PROVEN,
    doubtful_sql,
    learn_account_names,
    prepare_documents,
)
from graph.identity.features.build import build_features
from graph.identity.model.adjusting.encouragement import encouraged
from graph.identity.model.blocking.plan import recheck_blocking
from graph.identity.model.identity_model import IdentityModel, load_model, save_model, weight_of
from graph.identity.model.open_engine import open_engine
from graph.identity.model.pairs.engines import Engine
from graph.identity.model.pairs.scoring import ModelScorer, score_between
from graph.identity.model.teaching.answers import AnswerReport, fit_to_answers
from graph.identity.model.teaching.labelled import LabelReport, fit_to_labels
from graph.identity.model.teaching.labels import Labels
from graph.identity.model.teaching.lessons import Start
from graph.identity.model.training import train_model
from graph.identity.rules import ClusterRules, Rules, Veto


@dataclass(frozen=True)
class Lessons:
    """What a model is trained with besides the data: labels or, without them, the answers of stewards."""

    labels: Labels | None = None
    answers: bool = True


@dataclass(frozen=True)
class Matching:
    """A model with its version, the match weight from which a link counts, and the vetoes in force.

    `noise` tells how often each veto contradicted the model's links when it was trained. `family_kinds`
    are kinds of identifiers that relatives share.
    """

    version: str
    model: IdentityModel
    threshold: float
    vetoes: frozenset[Veto]
    noise: dict[str, float]
    family_kinds: FamilyKinds = NO_KINDS
    labels: LabelReport | None = None
    answers: AnswerReport | None = None

    def limits(self, rules: ClusterRules) -> Limits:
        """What clusters may look like under this model."""
        return Limits(rules.max_size, self.threshold, rules.slack, self.model.records_per_person)

    def doubted_from(self, rules: ClusterRules) -> float:
        """The weight from which a pair that does not count is asked about.

        Of what is likelier than not, and left apart by caution alone, everything is.
        """
        near = self.threshold - rules.review_band
        found = self.threshold == self.model.threshold.weight
        return min(near, 0.0) if found and self.model.is_cautious else near


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
    rescore(connection, model, find_evidence(connection, rules))


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


def find_evidence(connection: duckdb.DuckDBPyConnection, rules: Rules) -> list[str]:
    """Make `persons`, `known_documents`, `rule_links`, `shared_values` and `account_names` from `features`
    and `common_names`.

    Takes shared values out of `identifiers` and `features`, since they say nothing about who somebody is;
    their uses are kept in `shared_uses`. Returns the ids of the records that used one.
    """
    prepare_persons(connection)
    find_rule_links(connection, rules)
    forgotten = _forget_shared(connection)
    connection.execute(_DOUBTFUL_USES)
    prepare_documents(connection, rules.exclusive_documents)
    learn_account_names(connection)
    return forgotten


_DOUBTFUL_USES = f"""
CREATE OR REPLACE TEMP TABLE doubtful_uses AS
SELECT * FROM shared_uses SEMI JOIN ({doubtful_sql("shared_values")}) USING (kind, value)
"""  # noqa: S608 - made of a condition of our own


def _forget_shared(connection: duckdb.DuckDBPyConnection) -> list[str]:
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE shared_uses AS"
        " SELECT * FROM identifiers SEMI JOIN shared_values USING (kind, value)"
    )
    connection.execute("CREATE OR REPLACE TEMP TABLE forgetful AS SELECT DISTINCT record_id FROM shared_uses")
    forgotten = [row[0] for row in connection.execute("FROM forgetful ORDER BY record_id").fetchall()]
    if forgotten:
        connection.execute(
            "DELETE FROM identifiers WHERE (kind, value) IN (SELECT kind, value FROM shared_values)"
        )
        build_features(connection, "forgetful_features", "record_id IN (SELECT record_id FROM forgetful)")
        connection.execute("DELETE FROM features WHERE record_id IN (SELECT record_id FROM forgetful)")
        connection.execute("INSERT INTO features SELECT * FROM forgetful_features")
        connection.execute("DROP TABLE forgetful_features")
    return forgotten


def rescore(connection: duckdb.DuckDBPyConnection, model: IdentityModel, changed: list[str]) -> None:
    """Put the model's weights for pairs of the `changed` records in the place of what `scored_links` has."""
    if not changed:
        return
    score_between(connection, model, changed)
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE changed_ids AS SELECT unnest($ids) AS record_id", {"ids": changed}
    )
    connection.execute(
        """DELETE FROM scored_links WHERE record_l IN (SELECT record_id FROM changed_ids)
        OR record_r IN (SELECT record_id FROM changed_ids)"""
    )
    connection.execute("INSERT INTO scored_links BY NAME FROM links")
    connection.execute("DROP TABLE links")


def weigh(model: IdentityModel, connection: duckdb.DuckDBPyConnection, pairs: str, target: str) -> None:
    """Make `target` (record_l, record_r, weight) of the model's weights for table `pairs`, down to FLOOR."""
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE keyed_pairs AS
        SELECT l.record_no AS join_key_l, r.record_no AS join_key_r
        FROM {pairs} AS p JOIN features AS l ON l.record_id = p.record_l
        JOIN features AS r ON r.record_id = p.record_r"""  # noqa: S608 - table names of our own
    )
    [(wanted,)] = connection.execute("SELECT count(*) FROM keyed_pairs").fetchall()
    if wanted:
        ModelScorer(connection, model).weigh("keyed_pairs", target)
    else:  # the query is long: to plan it takes longer than the rest of this step
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {target} (record_l VARCHAR, record_r VARCHAR, weight DOUBLE)"
        )


def save_matching(matching: Matching, connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Save under `folder`/<version>; what was there before a run was killed is replaced."""
    target = folder / matching.version
    save_model(matching.model, connection, target)
    names = str(target / "common_names.parquet").replace("'", "''")
    connection.execute(f"COPY (FROM common_names ORDER BY value) TO '{names}' (FORMAT parquet)")
    state = {
        "threshold": matching.threshold,
        "vetoes": sorted(str(veto) for veto in matching.vetoes),
        "noise": matching.noise,
        "family_kinds": {names: sorted(kinds) for names, kinds in matching.family_kinds._asdict().items()},
    }
    (target / "state.json").write_text(json.dumps(state, indent=1), encoding="utf-8")
    for file in filter(Path.is_file, target.iterdir()):
        keep_checksum(file)


def load_matching(connection: duckdb.DuckDBPyConnection, folder: Path, version: str) -> Matching:
    """The model saved as `version`; raises IdentityError where it cannot be used."""
    try:
        model = load_model(connection, folder / version)
        state = json.loads((folder / version / "state.json").read_text(encoding="utf-8"))
        vetoes = frozenset(Veto(name) for name in state["vetoes"])
        connection.execute(
            "CREATE OR REPLACE TEMP TABLE common_names AS FROM read_parquet($path)",
            {"path": str(folder / version / "common_names.parquet")},
        )
    except (OSError, ValueError, KeyError, duckdb.Error) as error:
        raise IdentityError(
            f"The identity model {version} is not complete.", "Run `ckg resolve --full` to train a new one."
        ) from error
    families = FamilyKinds(*map(frozenset, state["family_kinds"].values()))
    set_family_kinds(connection, families)
    return Matching(version, model, state["threshold"], vetoes, state["noise"], families)


def _threshold(rules: Rules, model: IdentityModel, threshold: float | None) -> float:
    fixed = fixed_weight(rules, threshold)
    return model.threshold.weight if fixed is None else fixed


def fixed_weight(rules: Rules, threshold: float | None = None) -> float | None:
    """The match weight of the threshold that is asked for, or that the rules give; None where it is found."""
    wanted = threshold if threshold is not None else rules.threshold
    return None if wanted == "auto" else weight_of(float(wanted))
