"""What people say and allow: survey answers and consents."""

from graph.entries import EdgeItem, Entry, NodeItem
from graph.words.channels import ANY, channels_of
from ingest.cleaning.numbers.numbers import Flag
from ingest.cleaning.numbers.scores import ScaledScore, Score
from ingest.cleaning.texts import Key
from ingest.cleaning.words import Metric
from ingest.ingestors.common import PERSON, about_person, thing_field, with_node
from ingest.ingestors.fields import CleanRow, Field, Ingestor, InvalidRow, Period, node_fields, time_field

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


def _consents(row: CleanRow) -> list[Entry]:
    return [_consent(row, channel) for channel in channels_of(row.get("channel") or ANY)]


def _consent(row: CleanRow, channel: str) -> Entry:
    at, end = row.get("at"), row.get("valid_to")
    purpose = row.get("purpose").lower()
    id_ = f"{purpose}:{channel}"
    key = f"{row.source}:{row.record.source_id}:{id_}:{at.isoformat()}"
    node = NodeItem("Consent", (id_,), {"purpose": purpose, "channel": channel})
    edge = "GRANTED" if row.get("granted") else "DENIED"
    event = about_person(row, "consent", key, at)
    return with_node(event, node, edge, {"valid_from": at, "valid_to": end})


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
CONSENT = Ingestor(
    "consent",
    "A purpose granted or denied",
    (
        *PERSON,
        *node_fields("Consent", "purpose* channel", purpose=Key(), channel=Key()),
        Field("granted", Flag(), "Whether it was granted", required=True),
        time_field("at", "From when it holds", required=True),
        time_field("valid_to", "Until when it holds"),
    ),
    _consents,
    periods=(Period("at", ("valid_to",), "lies before the time of the consent"),),
    by_value=("granted", "purpose", "channel"),
)
