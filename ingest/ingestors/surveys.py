"""Answers to surveys."""

from graph.entries import EdgeItem, Entry, NodeItem
from ingest.cleaning.numbers.scores import ScaledScore, Score
from ingest.cleaning.texts import Key
from ingest.cleaning.words import Metric
from ingest.ingestors.common import PERSON, about_person, thing_field, with_node
from ingest.ingestors.fields import CleanRow, Field, Ingestor, InvalidRow, node_fields

_SURVEY = "survey metric score comment answered_at"
_SCALES = {"nps": (0, 10), "csat": (1, 5)}


def _key_of_answer(row: CleanRow) -> str:
    return f"{row.source}:{row.get('number')}"


def _survey_answer(row: CleanRow) -> list[Entry]:
    id_, at = _key_of_answer(row), row.get("answered_at")
    low, high = _SCALES[row.get("metric")]
    score = row.get("score")
    if not low <= score <= high:
        raise InvalidRow("score", score, f"is not between {low} and {high}")
    if isinstance(score, ScaledScore) and score.most != high:
        raise InvalidRow("score", score, f"is of a scale up to {score.most}, not {high}")
    node = NodeItem("SurveyResponse", (id_,), {**row.only(_SURVEY.split()), "score": int(score)})
    about = []
    if row.get("order"):
        about.append(EdgeItem("ABOUT", (node.label, node.key), ("Order", (row.get("order"),))))
    return [with_node(about_person(row, "survey_answer", id_, at), node, "ANSWERED", {"at": at}, *about)]


SURVEY_ANSWER = Ingestor(
    "survey_answer",
    "An answer to a survey",
    (
        *PERSON,
        Field("number", Key(), "Number of the answer in its source", required=True),
        *node_fields(
            "SurveyResponse",
            "answered_at* survey* metric* score* comment",
            survey=Key(),
            metric=Metric(),
            score=Score(),
        ),
        thing_field("order", "order", "Number of the order that it is about"),
    ),
    _survey_answer,
    _key_of_answer,
)
