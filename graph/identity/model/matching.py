"""The model of a run with what is in force beside it: a threshold, and the vetoes that the data bear out."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import duckdb

from graph.errors import IdentityError
from graph.files.checksums import keep_checksum
from graph.identity.clusters.limits import Limits
from graph.identity.evidence.relatives import NO_KINDS, FamilyKinds, set_family_kinds
from graph.identity.model.identity_model import IdentityModel, weight_of
from graph.identity.model.saved_model import load_model, save_model
from graph.identity.model.teaching.answers import AnswerReport
from graph.identity.model.teaching.labelled import LabelReport
from graph.identity.rules import ClusterRules, Rules, Veto


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


def fixed_weight(rules: Rules, threshold: float | None = None) -> float | None:
    """The match weight of the threshold that is asked for, or that the rules give; None where it is found."""
    wanted = threshold if threshold is not None else rules.threshold
    return None if wanted == "auto" else weight_of(float(wanted))
