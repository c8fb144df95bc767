"""What one entry of a mapping makes of the rows of a block, column by column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from ingest.rows.outcome import Outcome

Lines: TypeAlias = "npt.NDArray[np.int64]"
Places: TypeAlias = "npt.NDArray[np.intp]"
Marks: TypeAlias = "npt.NDArray[np.bool_]"


@dataclass(frozen=True)
class Part:
    """Rows of one of the journal's tables, each with the place in the block of the row that it was made of.

    `singly` are the places of rows that are to be looked at one by one; `told` has, by place, what is to be
    told of others: values of theirs that stayed out.
    """

    table: str
    rows: pa.Table
    owners: Places
    singly: Places
    told: Mapping[int, Outcome] = field(default_factory=dict)

    def of(self, marked: Marks) -> tuple[pa.Table, Places]:
        """The same of some rows of the block."""
        kept = marked[self.owners]
        if kept.all():
            return self.rows, self.owners
        return self.rows.filter(pa.array(kept)), self.owners[kept]
