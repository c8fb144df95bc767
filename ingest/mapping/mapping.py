"""A bound mapping: which files a source has, how they are read, and what their rows become."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

from graph.model.traits import Trait
from ingest.cleaning.base import Context
from ingest.ingestors.fields import Field, Ingestor

Raw = Mapping[str, Any]
"""A row as read: values by column name, with `_line` and, within a list, `_index`."""


@dataclass(frozen=True)
class SqlSource:
    """A table or query of the database whose address is `url`, or in the environment variable `url_env`.

    It is read from the greatest `cursor` read before, less the `lag`, in the order of cursor and `key`; whole
    without a cursor.
    """

    url_env: str = ""
    url: str = ""
    table: str = ""
    query: str = ""
    name: str = ""
    cursor: str = ""
    key: tuple[str, ...] = ()
    lag: int | timedelta = 0

    @property
    def shown(self) -> str:
        """What it is called in messages, and as the file that entries come from."""
        return f"table {self.name or self.table}" if self.table else f"query {self.name or 'of the mapping'}"


@dataclass(frozen=True)
class KafkaSource:
    """Topics of the cluster whose brokers are `bootstrap`, or in the environment variable `bootstrap_env`;
    `settings_env` names one with further settings of the client, secrets among them.

    Their values are JSON objects, each a row, or `messages` in Segment's format. `key` are the columns that a
    message's key tells. The `group` is told how far reading is, and never asked.
    """

    bootstrap: str = ""
    bootstrap_env: str = ""
    settings_env: str = ""
    group: str = ""
    topics: tuple[str, ...] = ()
    messages: bool = False
    key: tuple[str, ...] = ()
    max_bytes: int = 1_000_000

    @property
    def shown(self) -> str:
        """What it is called in messages, and as what entries come from, with the partition behind it."""
        return f"topic{'s' * (len(self.topics) > 1)} {', '.join(self.topics)}"


@dataclass(frozen=True)
class Reading:
    """How a file, or table, is read; `header` names the columns of files without a header line.

    What is empty, or None, of encoding, delimiter and quote is taken from the file; `code_page` is the
    encoding of text that is not Unicode. `sheet` names one in a workbook, empty for its only one;
    `record_path` is where in the objects of JSON the list is whose elements are the rows, empty where objects
    are, and `outer` whether rows have what these objects say beside it.
    """

    format: str
    encoding: str = ""
    delimiter: str = ""
    quote: str | None = None
    escape: str = ""
    skip: int = 0
    header: tuple[str, ...] = ()
    sheet: str = ""
    record_path: str = ""
    code_page: str = ""
    sql: SqlSource | None = None
    kafka: KafkaSource | None = None
    outer: bool = False

    @property
    def part(self) -> str:
        """What of a file is read, where others may read the rest: a sheet, or a list."""
        return self.sheet or self.record_path


@dataclass(frozen=True)
class ColumnUse:
    """Where in the mapping a column is used; a `separator` parts the values in one of its texts."""

    column: str
    line: int
    where: str
    separator: str = ""


class Cleaner(ABC):
    """Cleans the raw values of one field: to the clean value, None when empty, `PartialValue`, or an
    InvalidValue, which is returned, not raised."""

    @abstractmethod
    def __call__(self, raw: Any, row: Raw) -> Any:
        """The clean value of one raw value."""

    def column(self, raws: Sequence[Any], rows: Sequence[Raw]) -> list[Any]:
        """The clean values of many, each of the row beside it."""
        return [self(raw, row) for raw, row in zip(raws, rows, strict=True)]


@dataclass(frozen=True)
class DeclaredTrait:
    """A trait that the mapping declares, and in which line."""

    trait: Trait
    line: int


@dataclass(frozen=True)
class BoundValue:
    """One source of a field's value: `read` gives the raw value, or a list of raw values for fields that
    take several."""

    read: Callable[[Raw], Any]
    clean: Cleaner


@dataclass(frozen=True)
class BoundField:
    """A field with the sources of its values."""

    field: Field
    values: tuple[BoundValue, ...]


class Severity(StrEnum):
    """What happens to a row that breaks a rule."""

    REJECT = "reject"
    WARN = "warn"
    REPAIR = "repair"


@dataclass(frozen=True)
class RuleInput:
    """What a rule is about: clean values by field, the row as it was read, how far numbers may be apart and
    still be equal, and by field the texts of values that rules before put there."""

    values: Mapping[str, Any]
    raw: Raw
    tolerance: Decimal = Decimal(0)
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class RepairedValue:
    """What takes the place of a wrong value: a clean value, and the text that it is of."""

    value: Any
    text: str


@dataclass(frozen=True)
class Rule:
    """A rule on `field`, or on the row as a whole where that is empty, for rows to which it `applies`.

    `holds` is None where nothing can be said, since something is empty. `repaired` gives the value that takes
    the place of a wrong one, None for none; `read` the value as the row has it. A rule `refers` where it
    depends on what is in another file. `reads` names the fields whose clean values it is about.
    """

    field: str
    reason: str
    severity: Severity
    applies: Callable[[Raw], bool]
    holds: Callable[[RuleInput], bool | None]
    read: Callable[[Raw], Any]
    repaired: Callable[[RuleInput], RepairedValue | None] | None = None
    refers: bool = False
    reads: frozenset[str] = frozenset()


@dataclass(frozen=True)
class RowMapping:
    """What one row becomes. `explode` is the path of the list whose elements are rows of their own; `deletes`
    tells the rows by which the source says that something is no more."""

    ingestor: Ingestor
    context: Context
    fields: tuple[BoundField, ...]
    applies: Callable[[Raw], bool]
    explode: str | None
    columns: tuple[ColumnUse, ...]
    mapped: frozenset[str]
    required: tuple[str, ...]
    deletes: Callable[[Raw], bool] | None = None
    rules: tuple[Rule, ...] = ()

    @property
    def is_of_nobody(self) -> bool:
        """Whether rows of a kind that tells of persons tell of none."""
        return "source_id" in self.ingestor.field and "source_id" not in self.mapped


@dataclass(frozen=True)
class FileMapping:
    """One kind of file of a source; of archives, the members that fit `member`, or are of its format.

    The fingerprint tells what is said about it, but for its name, from any other mapping. Of a `snapshot` the
    files that one ingest reads are together the full state of what they are about. Where its files
    `may_lack_columns`, such are empty.
    """

    pattern: str
    reading: Reading
    rows: tuple[RowMapping, ...]
    member: str = ""
    fingerprint: str = ""
    snapshot: bool = False
    may_lack_columns: bool = False

    @property
    def ends(self) -> bool:
        """Whether its files end things."""
        return self.snapshot or any(row.deletes for row in self.rows)

    @property
    def tells_status_of_orders(self) -> bool:
        """Whether its orders have a status."""
        return any(row.ingestor.kind == "order" and "status" in row.mapped for row in self.rows)

    @property
    def columns(self) -> tuple[ColumnUse, ...]:
        """All columns that its rows use."""
        return tuple(use for row in self.rows for use in row.columns)


@dataclass(frozen=True)
class SourceMapping:
    """A whole mapping file, bound to the ingestors and the model."""

    path: Path
    source: str
    description: str
    priority: int
    files: tuple[FileMapping, ...]
    traits: Mapping[str, DeclaredTrait] = field(default_factory=dict)

    @property
    def tells_states_alone(self) -> bool:
        """Whether states of orders are told apart from these."""
        return any(row.ingestor.kind == "order_status" for entry in self.files for row in entry.rows)
