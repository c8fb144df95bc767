"""E-mail addresses as people choose them: of the name, with digits, of a nickname, a family or a firm."""

from __future__ import annotations

from random import Random

from ingest.sample import lists
from ingest.sample.lists import Weighted
from ingest.sample.names import plain

_DOMAINS = Weighted(
    [("webmail.example", 30), ("post.example", 22), ("gmx.example", 18), ("inbox.example", 12),
     ("icloud.example", 9), ("fastmail.example", 5), ("mail.example.org", 4)]
)  # fmt: skip
STYLES = ("full", "initial", "digits", "year", "reversed", "nick", "firm")


def word(text: str) -> str:
    """The letters of a name as they stand in an address."""
    return "".join(letter for letter in plain(text).lower() if letter.isalnum()) or "x"


class Mailboxes:
    """Gives out addresses, each once.

    `styles` tells how common each of STYLES is, `provider` the share of addresses at one provider.
    """

    def __init__(self, rng: Random, styles: Weighted[str], provider: float) -> None:
        self._rng, self._styles, self._provider = rng, styles, provider
        self._first = _DOMAINS.draw(rng)
        self._taken: set[str] = set()

    def own(self, given: str, family: str, born: str) -> str:
        """An address of one person."""
        style = self._styles.draw(self._rng)
        domain = self._domain()
        if style == "firm":
            owner = word(lists.surnames("german").draw(self._rng))
            domain = f"{owner}-{self._rng.choice(('group', 'werk', 'it'))}.example"
        return self._free(self._local(style, word(given), word(family), born), domain)

    def family(self, name: str) -> str:
        """An address that a family shares."""
        form = self._rng.choice(("familie.{}", "fam{}", "{}-family", "die.{}s"))
        return self._free(form.format(word(name)), self._domain())

    def firm(self, local: str, domain: str) -> str:
        """An address of a firm on its own domain."""
        return self._free(local, domain)

    def _domain(self) -> str:
        return self._first if self._rng.random() < self._provider else _DOMAINS.draw(self._rng)

    def _local(self, style: str, given: str, family: str, born: str) -> str:
        rng = self._rng
        if style == "digits":
            return f"{given}{rng.randint(1, 99)}" + rng.choice(("", f".{rng.randint(1, 99)}"))
        if style == "nick":
            return rng.choice(lists.words("nick")) + str(rng.randint(1, 999))
        return {
            "initial": f"{given[0]}.{family}",
            "year": f"{given}.{family}{born[2:4]}",
            "reversed": f"{family}.{given}",
        }.get(style, f"{given}.{family}")

    def _free(self, local: str, domain: str) -> str:
        address, step = f"{local}@{domain}", 1
        while address in self._taken:
            step += self._rng.randint(1, 9)
            address = f"{local}{step}@{domain}"
        self._taken.add(address)
        return address
