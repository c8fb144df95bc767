"""Rows of survey answers."""

from pathlib import Path

import pytest

from graph.entries import EdgeItem, Event, NodeItem
from tests.ingest.ingestors.one_row import AT, RECORD, WHEN, event, outcome


def test_survey_answer(tmp_path: Path) -> None:
    made = event(
        tmp_path, "survey_answer", source_id="7", number="S1", answered_at=WHEN, survey="Q3", metric="NPS",
        score="9", order="O1",
    )  # fmt: skip
    node = ("SurveyResponse", ("shop:S1",))
    properties = {"survey": "Q3", "metric": "nps", "score": 9, "answered_at": AT}
    assert made.nodes == (NodeItem(*node, properties),)
    assert made.edges == (
        EdgeItem("ANSWERED", RECORD, node, {"at": AT}),
        EdgeItem("ABOUT", node, ("Order", ("shop:O1",))),
    )


@pytest.mark.parametrize(
    ("metric", "written", "score"),
    [
        ("nps", "9/10", 9), ("nps", "9 / 10", 9), ("nps", "10 - Extremely likely", 10),
        ("nps", "0 (not at all)", 0), ("nps", "0", 0), ("csat", "4 stars", 4), ("csat", "★★★★☆", 4),
        ("csat", "⭐⭐⭐", 3), ("csat", "4,0", 4), ("csat", "4/5", 4), ("csat", "4/10", None),
        ("nps", "4/5", None), ("nps", "★★★", None), ("nps", "11", None), ("csat", "0", None),
        ("csat", "4.5", None), ("csat", "Very satisfied", None), ("csat", "😀", None),
    ],
)  # fmt: skip
def test_scores_as_forms_and_portals_write_them(
    tmp_path: Path, metric: str, written: str, score: int | None
) -> None:
    values = {"number": "S1", "answered_at": WHEN, "survey": "Q3", "metric": metric, "score": written}
    made = outcome(tmp_path, "survey_answer", source_id="7", **values)
    assert [it.nodes[0].properties["score"] for it in made.entries if isinstance(it, Event)] == [
        score for _ in range(score is not None)
    ]
