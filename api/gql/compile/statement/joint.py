"""Statements that begin at one node, made to begin at several that requests name at the same time."""

from __future__ import annotations

from dataclasses import dataclass

from api.gql.compile.statement.drafts import subquery
from cypher import PARAMETER, parameters_in


@dataclass(frozen=True)
class JointStart:
    """A subquery that begins at the node which `parameter` names, written for each of `$asked`: pairs of a
    number and a value of the parameter."""

    parameter: str
    block: str

    @classmethod
    def of(cls, found: str, lines: list[str]) -> JointStart | None:
        """What `found` finds, with the lines that go on from there; None where it has several parameters."""
        names = parameters_in(found)
        if len(names) != 1:
            return None
        return cls(names.pop(), subquery("asked", [PARAMETER.sub("asked[1]", found), *lines]))

    def text(self, answer: str) -> str:
        """The statement: it answers pairs of the number and the row that holds the answer alone."""
        return f"UNWIND $asked AS asked\n{self.block}\nRETURN collect([asked[0], [{answer}]]) AS answer"
