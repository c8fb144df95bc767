"""What people of the town give in records that its first run knows, and the records that look-ups ask for."""

from dataclasses import dataclass, field

from graph.entries import Identifier, RecordVersion
from tests.support.people import FAMILY, GIVEN, somebody

NEW_NAMES = {45: "Zimmermann", 49: "Yildirim", 55: "Quandt", 58: "Weber"}


@dataclass(frozen=True)
class Case:
    """People who give a value in records that the first run knows, and the record that is asked for."""

    asked: int
    holders: tuple[int, ...]
    changes: dict[str, str] = field(default_factory=dict)
    kind: str = "document"

    @property
    def identifier(self) -> Identifier:
        first = self.holders[0]
        values = {
            "document": f"passport:DE:C{first:06}",
            "phone": f"+4922112{first}",
            "email": f"{GIVEN[first % 10]}.{FAMILY[first // 10 % 8]}.own@mail.de".lower(),
        }
        return Identifier(self.kind, values[self.kind])

    @property
    def known(self) -> list[RecordVersion]:
        return [_told("app", number, self.identifier) for number in self.holders]

    @property
    def version(self) -> RecordVersion:
        return _told("web", self.asked, self.identifier, **self.changes)


def _told(source: str, number: int, identifier: Identifier, **changes: str) -> RecordVersion:
    """The record of a person in a further source, with the person's e-mail address."""
    [own] = somebody(source, number).identifiers
    return somebody(source, number, own, identifier, **changes)


def _married(number: int) -> dict[str, str]:
    """Two contradictions to what is known of a person, so that a document counts as given by two people."""
    return {"family_name": NEW_NAMES[number], "birth_date": f"20{number - 40:02}-02-03"}


CASES = {
    "the person's own document": Case(41, (41,)),
    "the person's own, under a new name and date": Case(45, (45,), _married(45)),
    "another's document": Case(43, (42,)),
    "one that two others give": Case(48, (46, 47)),
    "one that two give, one of them under a new name and date": Case(49, (49, 50), _married(49)),
    "one that three others give": Case(54, (51, 52, 53)),
    "one that three give, one of them under a new name and date": Case(55, (55, 56, 57), _married(55)),
    "a placeholder": Case(58, (58, 59, 61, 68), _married(58)),
    "a number that as many as may use": Case(66, (62, 63, 64, 65), kind="phone"),
    "an address of the whole name, under a new family name": Case(
        67, (67,), {"family_name": "Quandt", "birth_date": "1967-04-23"}, kind="email"
    ),
}
