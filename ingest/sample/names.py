"""Names, e-mail addresses and handles of the sample people."""

from datetime import date
from random import Random

from ingest.sample import lists
from ingest.sample.typos import spelled_out

_ORIGINS = lists.Weighted(
    [("german", 0.80), ("turkish", 0.06), ("polish", 0.04), ("russian", 0.04), ("arabic", 0.03),
     ("italian", 0.02), ("vietnamese", 0.01)]
)  # fmt: skip
_DOMAINS = lists.Weighted(
    [("web.example", 24), ("gmx.example", 22), ("gmail.example", 26), ("t-online.example", 10),
     ("outlook.example", 7), ("icloud.example", 5), ("freenet.example", 3), ("posteo.example", 2),
     ("arcor.example", 1)]
)  # fmt: skip
_ASCII = str.maketrans("şŞğĞıİçÇłŁńŃśŚźŹżŻąĄęĘćĆóÓăĂđĐễạầêồửùịôàèéòỗịậấảĩữ",
                       "sSgGiIcClLnNsSzZzZaAeEcCoOaAdDeaaeouuioaeeooiaaaiu")  # fmt: skip


def origin(rng: Random) -> str:
    """Where the family's names come from."""
    return _ORIGINS.draw(rng)


def given_name(family_origin: str, gender: str, year: int, rng: Random) -> str:
    """A given name in fashion when the person was born; some have a second one."""
    return lists.given_names(family_origin, gender, year // 5).draw(rng)


def surname(family_origin: str, rng: Random) -> str:
    """A surname; four in ten German ones are put together from parts, as rare names are."""
    if family_origin == "german" and rng.random() < 0.42:
        front = rng.choice(lists.surname_parts("front"))
        return front + rng.choice(lists.surname_parts("end"))
    return lists.surnames(family_origin).draw(rng)


def plain(text: str) -> str:
    """The text in ASCII: German letters spelled out, others without their marks."""
    text = spelled_out(text).translate(_ASCII)
    return "".join(c for c in text if c.isascii())


def latin(text: str) -> str:
    """The text as a system with Windows-1252 can hold it."""
    return text if text.encode("cp1252", "ignore").decode("cp1252") == text else plain(text)


def _local_part(given: str, family: str, born: date, rng: Random) -> str:
    first, last = (plain(t).lower().replace(" ", "").replace("'", "") for t in (given, family))
    style = rng.random()
    if style < 0.45:
        local = f"{first}.{last}"
    elif style < 0.6:
        local = f"{first[0]}.{last}"
    elif style < 0.75:
        local = f"{first}{last[0]}"
    elif style < 0.85:
        local = f"{last}.{first}"
    else:
        local = rng.choice(lists.words("nick"))
    return local + (str(born.year) if rng.random() < 0.35 else "")


class Addresses:
    """Gives out e-mail addresses and handles, each once.

    Within a block a set tells; a block's number at the end tells blocks apart: up to three
    digits are a block, four and more begin with a year.
    """

    def __init__(self, block: int) -> None:
        self._suffix = str(block) if block else ""
        self._taken: set[str] = set()

    def email(self, name: tuple[str, str], born: date, rng: Random) -> str:
        """An address that nobody else has."""
        return self._free(_local_part(*name, born, rng), "@" + _DOMAINS.draw(rng), rng)

    def handle(self, name: tuple[str, str], born: date, rng: Random) -> str:
        """A social handle that nobody else has."""
        return self._free(_local_part(*name, born, rng).replace(".", "_"), "", rng)

    def _free(self, local: str, end: str, rng: Random) -> str:
        while (found := local + self._suffix + end) in self._taken:
            local = (
                f"{rng.choice(lists.words('nick'))}.{local}"
                if end
                else f"{rng.choice(lists.words('nick'))}_{local}"
            )
        self._taken.add(found)
        return found
