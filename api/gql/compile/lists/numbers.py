"""What is computed over many: a function of one of their properties, as Cypher."""

from dataclasses import dataclass

from api.gql.kinds.names import Measures

_PARTS = "[sum({value} - {value} % 1.0), sum(round({value} % 1.0 * 10000.0)), count({value})]"
"""Whole numbers and ten-thousandths each for itself: of these no sum has to be rounded."""


@dataclass(frozen=True)
class Number:
    """A number over many nodes or edges: a function of a property."""

    property_name: str
    function: str

    def text(self, value: str, measures: Measures) -> str:
        """What computes it of an expression; of sums and averages of money their parts, for `answers`."""
        if self.exact(measures):
            return _PARTS.format(value=value)
        return f"{'avg' if self.function == 'average' else self.function}({value})"

    def exact(self, measures: Measures) -> bool:
        """Whether it is worked out in decimals."""
        return self.function in ("sum", "average") and self.property_name in measures.money
