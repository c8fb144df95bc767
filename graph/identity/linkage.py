"""Average linkage: groups merge while the mean weight of the pairs between them is high enough."""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence


class AverageLinkage:
    """Agglomerative clustering of a few hundred records with the mean as the distance (UPGMA).

    `weights[a][b]` is the weight between records a and b, in both directions; a pair that is missing
    counts `otherwise`. Ties go by record id, so the outcome does not depend on the order of records.
    """

    def __init__(
        self, records: Sequence[str], weights: Mapping[str, Mapping[str, float]], otherwise: float
    ) -> None:
        self._otherwise = otherwise
        self._groups: dict[str, list[str]] = {record: [record] for record in sorted(records)}
        inside = set(records)
        self._sums = {
            record: {other: weight for other, weight in weights.get(record, {}).items() if other in inside}
            for record in self._groups
        }
        self._known = {record: dict.fromkeys(sums, 1) for record, sums in self._sums.items()}

    def groups(self, cut: float) -> list[list[str]]:
        """Merge the closest groups until none are as close as `cut`; gives all groups, each sorted."""
        queue = [(-self._mean(a, b), a, b, 1, 1) for a, sums in self._sums.items() for b in sums if a < b]
        heapq.heapify(queue)
        while queue:
            negative, a, b, size_a, size_b = heapq.heappop(queue)
            if -negative < cut:
                break
            if len(self._groups.get(a, ())) != size_a or len(self._groups.get(b, ())) != size_b:
                continue  # one of them has merged since
            self._merge(a, b)
            for other in self._sums[a]:
                first, second = sorted((a, other))
                sizes = len(self._groups[first]), len(self._groups[second])
                heapq.heappush(queue, (-self._mean(first, second), first, second, *sizes))
        return sorted(sorted(group) for group in self._groups.values())

    def _mean(self, a: str, b: str) -> float:
        pairs = len(self._groups[a]) * len(self._groups[b])
        return (self._sums[a][b] + (pairs - self._known[a][b]) * self._otherwise) / pairs

    def _merge(self, a: str, b: str) -> None:
        """Put group b into group a, which keeps its name, the smaller of the two."""
        self._groups[a] += self._groups.pop(b)
        sums, known = self._sums.pop(b), self._known.pop(b)
        for other in sums:
            del self._sums[other][b]
            del self._known[other][b]
            if other == a:
                continue
            total = self._sums[a].get(other, 0.0) + sums[other]
            count = self._known[a].get(other, 0) + known[other]
            self._sums[a][other] = self._sums[other][a] = total
            self._known[a][other] = self._known[other][a] = count
