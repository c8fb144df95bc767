"""Node kinds of identity resolution: its runs, what stewards judged, and what they should look at."""

from enum import StrEnum

from graph.model.personal import Personal
from graph.model.types import NodeKind, decimal, integer, text, time


class CaseKind(StrEnum):
    """Why a steward should look at something."""

    NEAR_THRESHOLD = "near_threshold"
    """The model is not sure."""
    WEAK_BRIDGE = "weak_bridge"
    """A link was cut that alone held two groups together."""
    SIZE = "size"
    """A link was cut because the cluster would have grown beyond its limit."""
    VETO = "veto"
    """A link that a veto cut."""
    GENERIC_IDENTIFIER = "generic_identifier"
    """An identifier links nobody because too many use it."""


RESOLUTION_NODES: tuple[NodeKind, ...] = (
    NodeKind(
        "IdentityRun",
        ("id",),
        (
            text("id", "Run id", Personal.NOT),
            time("started_at", "Start of the run"),
            time("finished_at", "End of the run"),
            text("mode", "`full` or `incremental`", Personal.NOT),
            text("engine", "`duckdb` or `spark`", Personal.NOT),
            text("model_version", "Version of the trained model", Personal.NOT),
            decimal("threshold", "Match probability from which a link is accepted"),
            integer("records", "Source records looked at"),
            integer("pairs", "Pairs scored"),
            integer("links", "Links accepted"),
            integer("customers", "Customers after the run"),
            integer("created", "Customer ids given out"),
            integer("merged", "Customer ids that became aliases"),
            integer("split", "Customers that lost records to new ids"),
            decimal("duration_seconds", "Wall time of the run"),
            text("report", "JSON: counts, durations and differences in detail", Personal.NOT),
        ),
        "One identity-resolution batch run",
    ),
    NodeKind(
        "QualityMeasure",
        ("source", "run"),
        (
            text("source", "Name of the source", Personal.NOT),
            text("run", "Identity run that measured it", Personal.NOT),
            time("measured_at", "End of that run", indexed=True),
            integer("records", "Records that the source had"),
            decimal("score", "Mean of the parts that are known, 0 to 1; docs/graphql.md has the formulas"),
            decimal("completeness", "Share of values that were there, 0 to 1"),
            decimal("validity", "Share of values that could be used, 0 to 1"),
            decimal("freshness", "How late records were stated, 0 to 1"),
            decimal("consistency", "Share of values with which another source agreed, 0 to 1"),
            integer("rejections", "Rows and values in quarantine"),
        ),
        "How good the data of a source was when a run had found out who is who",
    ),
    NodeKind(
        "Judgement",
        ("id",),
        (
            text("id", "Judgement id", Personal.NOT),
            text("verdict", "`match`, `no_match`, `unsure`, or `unlinked` by an unmerge", Personal.NOT),
            text("steward", "Who judged", Personal.NOT),
            text("reason", "Why", Personal.WORDS),
            time("judged_at", "When"),
            time("revoked_at", "When the verdict was taken back; null while it holds"),
        ),
        "A steward's verdict on two records",
    ),
    NodeKind(
        "ReviewCase",
        ("id",),
        (
            text("id", "Case id", Personal.NOT),
            text("state", "`open`, `claimed` or `closed`", Personal.NOT, indexed=True),
            text(
                "kind",
                f"Why it is queued: {', '.join(f'`{kind}`' for kind in CaseKind)}",
                Personal.NOT,
            ),
            decimal("value", "Priority: what depends on the verdict"),
            decimal("probability", "Match probability of the pair; null for an identifier"),
            text("identifier_kind", "Of a generic identifier: its kind", Personal.NOT),
            text(
                "identifier_value",
                "Of a generic identifier: the value that too many people use",
                Personal.WORDS,
            ),
            integer("people", "Of a generic identifier: how many people use it"),
            text("claimed_by", "Steward who works on it", Personal.NOT),
            time("opened_at", "When it came up"),
            time("closed_at", "When it was closed"),
            text(
                "resolution",
                "How it was closed: `judged`, `merged`, `settled`, `confirmed` or `overruled`",
                Personal.NOT,
            ),
            text("closed_by", "Steward who closed it; null for a run or a judgement", Personal.NOT),
            text("reason", "Why the steward closed it", Personal.WORDS),
        ),
        "A pair of records, or an identifier that many use, that a steward should look at",
    ),
)
