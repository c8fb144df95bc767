"""Trained models in files: saved with a run, loaded for the next."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import duckdb

from graph.errors import MissingRunError
from graph.files.checksums import damaged_in
from graph.identity.features.fingerprint import FINGERPRINT
from graph.identity.model.blocking.keys import KEYS
from graph.identity.model.blocking.plan import BlockingRule
from graph.identity.model.comparisons.every import COMPARISONS
from graph.identity.model.ground import Ground, SourceGround
from graph.identity.model.identity_model import IdentityModel, Threshold

FORMAT = 4
"""Version of the saved form; it changes whenever an older file would be read wrongly."""

CONDITIONS = hashlib.sha256(
    json.dumps(
        [
            [
                name,
                comparison.missing,
                *([level.label, level.sql, level.frequency_of] for level in comparison.levels),
            ]
            for name, comparison in COMPARISONS.items()
        ]
        + [FINGERPRINT, *map(repr, KEYS.items())]
    ).encode()
).hexdigest()[:16]
"""What the levels of all comparisons ask for, and of which features: rates learned of others say nothing.
And which keys bring records together."""


def save_model(model: IdentityModel, connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Write `model.json` and the value frequencies (`frequencies.parquet`) into `folder`, made if needed."""
    folder.mkdir(parents=True, exist_ok=True)
    target = str(folder / "frequencies.parquet").replace("'", "''")
    connection.execute(
        f"COPY (SELECT * FROM frequencies ORDER BY feature, value) TO '{target}' (FORMAT parquet)"  # noqa: S608 - the path is ours, quoted
    )
    text = json.dumps({"format": FORMAT, "conditions": CONDITIONS, **asdict(model)}, indent=1)
    (folder / "model.json").write_text(text, encoding="utf-8")


def load_model(connection: duckdb.DuckDBPyConnection, folder: Path) -> IdentityModel:
    """The model saved in `folder`; its value frequencies become the connection's table `frequencies`.

    Raises MissingRunError where there is none, or one of another format.
    """
    saved = _read(folder)
    connection.execute(
        "CREATE OR REPLACE TABLE frequencies AS SELECT * FROM read_parquet($path)",
        {"path": str(folder / "frequencies.parquet")},
    )
    return IdentityModel(
        rates={
            name: {label: (m, u) for label, (m, u) in levels.items()}
            for name, levels in saved["rates"].items()
        },
        match_share=saved["match_share"],
        household_share=saved["household_share"],
        rules=_rules(saved["rules"]),
        refused=_rules(saved["refused"]),
        threshold=Threshold(**saved["threshold"]),
        records=saved["records"],
        ground=_ground(saved),
        corrections=saved.get("corrections", {}),
        namesake_share=saved.get("namesake_share", 0.0),
    )


def usable_ground(folder: Path) -> Ground | None:
    """What the records were like that the model saved in `folder` was trained on.

    None where `load_model` does not take it.
    """
    try:
        return _ground(_read(folder))
    except MissingRunError:
        return None


def _ground(saved: dict[str, Any]) -> Ground:
    return {source: SourceGround(**found) for source, found in saved["ground"].items()}


def _read(folder: Path) -> dict[str, Any]:
    path = folder / "model.json"
    if not path.is_file():
        raise MissingRunError(f"No identity model in {folder.name}.", "Run `ckg resolve` to train one.")
    try:
        damaged = damaged_in(folder)
        saved: dict[str, Any] = {} if damaged else json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):  # of a version that kept no checksums
        damaged = [path.name]
    if damaged:
        raise MissingRunError(
            f"{', '.join(damaged)} of the identity model {folder.name} is not what was written.",
            "Run `ckg resolve` to train a new one; check the disk.",
        )
    if (saved.get("format"), saved.get("conditions")) != (FORMAT, CONDITIONS):
        raise MissingRunError(
            f"The identity model {folder.name} is of another version.",
            "Run `ckg resolve` to train a new one.",
        )
    return saved


def _rules(saved: list[dict[str, Any]]) -> tuple[BlockingRule, ...]:
    return tuple(BlockingRule(tuple(rule["columns"]), rule["pairs"]) for rule in saved)
