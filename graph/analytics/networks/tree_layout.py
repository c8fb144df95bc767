"""Where the customers of a referral tree stand in a picture."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from math import ceil, sqrt

from graph.analytics.networks.referral_tree import ReferralTree

Place = tuple[float, float]

_STEP, _ROW = 26.0, 74.0
_ABREAST = 8
"""Up to so many who brought nobody stand in one row below their referrer, more of them in a square block:
else who brought hundreds makes a picture that no window shows."""


def places_of(tree: ReferralTree) -> dict[str, Place]:
    """The place of each customer, from 0, 0 to the right and down: everybody in the middle over those whom
    they brought, each level below the one before it."""
    layout = _Layout(tree)
    layout.widen()
    layout.arrange()
    return layout.places()


@dataclass
class _Layout:
    """Columns from the left and rows within a level."""

    tree: ReferralTree
    below: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    width: dict[str, int] = field(default_factory=dict)
    cell: dict[str, tuple[float, int]] = field(default_factory=dict)
    rows: dict[int, int] = field(default_factory=lambda: defaultdict(lambda: 1))

    def __post_init__(self) -> None:
        for each in self.tree.brought:
            self.below[each.by].append(each.id)
        self.level = {self.tree.root: 0, **{each.id: each.level for each in self.tree.brought}}

    def widen(self) -> None:
        """How many columns each customer takes with all below."""
        for customer in sorted(self.level, key=self.level.__getitem__, reverse=True):
            further, leaves = self._parted(customer)
            self.width[customer] = max(1, sum(map(self.width.__getitem__, further)) + _columns(leaves))

    def arrange(self) -> None:
        """Which cell each customer has."""
        left = {self.tree.root: 0}
        self.cell[self.tree.root] = ((self.width[self.tree.root] - 1) / 2, 0)
        for customer in sorted(self.level, key=self.level.__getitem__):
            further, leaves = self._parted(customer)
            start = left.get(customer, 0)
            for each in further:
                left[each], self.cell[each] = start, (start + (self.width[each] - 1) / 2, 0)
                start += self.width[each]
            columns = _columns(leaves)
            for number, each in enumerate(leaves):
                self.cell[each] = (start + number % columns, number // columns)
            if leaves:
                level = self.level[customer] + 1
                self.rows[level] = max(self.rows[level], ceil(len(leaves) / columns))

    def places(self) -> dict[str, Place]:
        """The cells in units of the picture."""
        top = [0.0]
        for level in range(max(self.level.values())):
            top.append(top[-1] + (self.rows[level] - 1) * _STEP + _ROW)
        return {
            each: (column * _STEP, top[self.level[each]] + row * _STEP)
            for each, (column, row) in self.cell.items()
        }

    def _parted(self, customer: str) -> tuple[list[str], list[str]]:
        """Those whom a customer brought: who brought others, and who brought nobody."""
        brought = self.below.get(customer, [])
        further = [each for each in brought if each in self.below]
        return further, [each for each in brought if each not in self.below]


def _columns(leaves: list[str]) -> int:
    return max(min(len(leaves), _ABREAST), ceil(sqrt(len(leaves))))
