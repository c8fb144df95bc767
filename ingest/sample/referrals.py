"""Who brought whom: a forest that grows as customers join, with few very strong advocates."""

from array import array
from dataclasses import dataclass
from random import Random

from ingest.sample.people import DAYS
from ingest.sample.rates import TroubleRates

NOBODY = -1
_COPIED = 0.5  # share of the brought who follow the referrer of an earlier referral
_PASSED_ON = 0.3  # share whom somebody brings who was brought, which makes chains


@dataclass(frozen=True)
class Network:
    """Per person: day of joining, who brought them, and the day of the last one they brought.

    Where there is nobody, and so no day, the value is NOBODY.
    """

    join: "array[int]"
    referrer: "array[int]"
    last_referral: "array[int]"

    def part(self, start: int, stop: int) -> "Network":
        """The same for the people from start to before stop."""
        return Network(self.join[start:stop], self.referrer[start:stop], self.last_referral[start:stop])

    @property
    def depth(self) -> int:
        """Edges in the longest chain of referrals."""
        levels = array("i", [0]) * len(self.join)
        for person in _by_joining(self.join):
            if self.referrer[person] != NOBODY:
                levels[person] = levels[self.referrer[person]] + 1
        return max(levels)


def network(people: int, seed: int, rates: TroubleRates) -> Network:
    """Grow the forest in order of joining.

    Half of the brought follow the referrer of an earlier referral: preferential attachment by
    copying (Kumar et al. 2000), which gives the number of people brought a power-law tail. The
    others are brought by a random earlier customer, or by one who was brought.
    """
    rng = Random(f"{seed}/referrals")  # noqa: S311 - made-up data, no secrets
    join = array("i", (int(rng.betavariate(1.3, 1.1) * (DAYS - 40)) for _ in range(people)))
    order = _by_joining(join)
    referrer, last = array("i", [NOBODY]) * people, array("i", [NOBODY]) * people
    active, brought = array("i"), array("i")
    for rank, person in enumerate(order):
        if rank < 10 or rng.random() >= rates.referred:
            continue
        kind = rng.random() if active else 1.0
        pool = active if kind < _COPIED else brought if kind < _COPIED + _PASSED_ON else None
        by = rng.choice(pool) if pool else order[rng.randrange(rank)]
        if join[by] < join[person]:
            referrer[person], last[by] = by, join[person]
            active.append(by)
            brought.append(person)
    return Network(join, referrer, last)


def _by_joining(join: "array[int]") -> list[int]:
    return sorted(range(len(join)), key=join.__getitem__)
