"""Surveys: answers that come with an e-mail address and nothing else."""

from datetime import datetime, timedelta

from ingest.sample.block import Block, Record, Row, moment
from ingest.sample.people import TODAY, Person
from ingest.sample.scribe import Scribe

FILE = "survey_answers.csv"
_COMMENTS = {
    0: ("Lieferung kam viel zu spät.", "Nie wieder.", "Hotline nicht erreichbar."),
    1: ("", "Ganz in Ordnung.", "Preise könnten besser sein."),
    2: ("Super Beratung!", "Gerne wieder.", "Habe euch schon weiterempfohlen.", ""),
}


def write(block: Block) -> None:
    """NPS once in a while, CSAT after orders; only from owners of an e-mail address."""
    scribe = block.scribe("survey")
    for person in block.people:
        if person.owns_email and scribe.rng.random() < 0.18:
            at = moment(person.join, person.last, scribe.rng)
            _answer(block, scribe, person, {"survey": "Beziehungsbefragung", "at": at})
    for person, order, placed in block.orders:
        at = placed + timedelta(days=9)
        if person.owns_email and at.date() < TODAY and scribe.rng.random() < 0.08:
            _answer(block, scribe, person, {"survey": "Nach dem Kauf", "at": at, "order": order})


def _answer(block: Block, scribe: Scribe, person: Person, about: Row) -> None:
    number = f"R{block.number('survey'):08d}"
    at: datetime = about["at"]
    is_nps = "order" not in about
    score = min(10, max(0, round(scribe.rng.gauss(4 + 6 * person.loyalty, 1.6))))
    mood = 0 if score < 5 else 2 if score > 8 else 1
    row = {
        "response_id": number,
        "email": scribe.mailbox(person, at.date()),
        "survey": about["survey"],
        "nps": str(score) if is_nps else "",
        "csat": "" if is_nps else str(1 + score * 4 // 10),
        "comment": scribe.rng.choice(_COMMENTS[mood]),
        "order_no": about.get("order", ""),
        "answered": at.isoformat(),
    }
    block.add(FILE, [row])
    block.records.append(Record("survey", number, person, named=False))
