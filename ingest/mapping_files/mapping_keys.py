"""The keys of mapping files and what may stand under them: what loaders know, and the JSON Schema tells.

What a key means together with others, and whether it fits a file, the loaders check line by line.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from graph.model.traits import NAME, TraitType
from ingest.mapping_files.binding import STEPS

Scalar: TypeAlias = str | int | float | bool
"""A text, written with quotes or without."""

Texts: TypeAlias = Scalar | list[Scalar]
Filled: TypeAlias = Annotated[str, Field(min_length=1)] | int | float | bool
Columns: TypeAlias = Filled | Annotated[list[Filled], Field(min_length=1)]
OneMark: TypeAlias = Annotated[str, Field(pattern=r"^(?:tab|\\t|[^\r\n])$")]
MarkOrNone: TypeAlias = Annotated[str, Field(pattern=r"^(?:tab|\\t|[^\r\n]?)$")]
DateFormat: TypeAlias = Annotated[str, Field(pattern="%")]
Dates: TypeAlias = Literal["DMY", "MDY", "YMD"] | DateFormat | list[DateFormat]
Wanted: TypeAlias = Scalar | list[Scalar] | None
Name: TypeAlias = Annotated[str, Field(pattern=r"^[\w.-]{1,60}$")]
TraitName: TypeAlias = Annotated[str, Field(pattern=NAME)]


class NegatedValues(BaseModel):
    """Values that a column must not have."""

    model_config = ConfigDict(extra="forbid")

    not_: Texts = Field(alias="not")


Conditions: TypeAlias = dict[str, Wanted | NegatedValues]


class _Entry(BaseModel):
    """Keys of one level of a mapping file."""

    model_config = ConfigDict(extra="forbid")

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """The names of all keys."""
        return tuple(field.alias or name for name, field in cls.model_fields.items())


class Ends(_Entry):
    """How a source says that something is no more."""

    snapshot: bool = Field(False, description="Whether the files that one ingest reads are all there is")
    delete_when: Conditions = Field({}, description="Rows that say that something is no more; like `when`")


class Namespaces(_Entry):
    """Ids that are shared with other sources, each under a name."""

    product: Name = ""
    order: Name = ""
    contract: Name = ""
    ticket: Name = ""
    campaign: Name = ""


class Defaults(_Entry):
    """What a source, or one of its files, says about all values."""

    country: str = Field("", description="Country of phone numbers and addresses without one: DE, Germany")
    timezone: str = Field("", description="Time zone of times without one: Europe/Berlin")
    dates: Dates = Field("DMY", description="DMY, MDY or YMD, or formats such as %d.%m.%Y")
    decimal: Literal[",", "."] = Field(".", description="Decimal mark of numbers")
    keys: Literal["numbers", "as_written"] = Field("numbers", description="How keys are read")
    nulls: Texts = Field([], description="What else means that there is no value")
    namespaces: Namespaces = Field(Namespaces(), description="Ids that other sources share")


class TraitKeys(_Entry):
    """A trait: an attribute of the company's own."""

    type: TraitType = Field(description="What its values are")
    personal: bool = Field(
        False, description="Whether its values are masked for most; texts are, unless this is false"
    )
    values: Texts = Field([], description="The values that a category can have")
    description: str = Field("", description="What it is, in words")


class LongForm(_Entry):
    """The long form of a field."""

    column: Filled = Field("", description="Column, or path of a nested one: a.b, items[].sku")
    columns: Columns = Field([], description="Several columns in one text")
    coalesce: Columns = Field([], description="The first of these columns that is not empty")
    template: str = Field("", pattern=r"\{[^{}]+\}", description="A text with columns in it: {A}-{B}")
    const: Scalar = Field("", description="The same value in each row")
    join: str = Field(" ", description="What stands between several columns")
    extract: str = Field("", description="Regular expression; its first group is the value")
    map: dict[str, Scalar | None] = Field({}, description="Values by raw value; * for all others")
    clean: Literal[tuple(STEPS)] | list[Literal[tuple(STEPS)]] = Field(  # type: ignore[valid-type]
        [], description="Cleaners before the field's own"
    )
    dates: Dates = Field("DMY", description="Order or formats of this date alone")
    split: str = Field(";", description="What stands between several values in one text")
    name: str = Field("", description="Name of a value among the `properties` of an event")


SOURCES = ("column", "columns", "coalesce", "template", "const")
"""Keys of the long form of which exactly one says where the value is from."""


class ReferenceKeys(_Entry):
    """A column of another file."""

    path: str = Field(description="The file, relative to the mapping")
    column: str = Field(description="The column whose values there are")


class RuleKeys(_Entry):
    """What has to hold of the values of a row."""

    field: str = Field("", description="The field that it is about; none for a check of the whole row")
    required: Literal[True] = Field(True, description="There has to be a value")
    type: Literal["text", "number", "whole", "boolean", "date", "time"] = Field(
        "text", description="What a value has to be"
    )
    min: Scalar = Field(0, description="The least value")
    max: Scalar = Field(0, description="The greatest value")
    pattern: str = Field("", description="Regular expression that a whole value fits")
    allowed: Texts = Field([], description="The values that are allowed")
    references: ReferenceKeys | None = Field(None, description="Where the values have to be found")
    check: str = Field("", description="Comparison of fields and columns: quantity * price == total")
    tolerance: float = Field(0, ge=0, description="How far numbers of a check may be apart")
    when: Conditions = Field({}, description="Rows that it is for; as beside `kind`")
    severity: Literal["reject", "warn", "repair"] = Field(
        "reject", description="Whether the row stays out, goes in as it is, or with another value"
    )
    set: Scalar | None = Field(None, description="The value that a repair puts in; null for none")
    compute: str = Field("", description="Expression of the value that a repair puts in")
    message: str = Field("", description="What is said of values that break it")


class Rows(_Entry):
    """What a row of a file becomes."""

    kind: str = Field(description="What the row is")
    fields: dict[str, Any] = Field(description="Fields of the kind, each with the column that feeds it")
    when: Conditions = Field({}, description='Rows that this is for: {Type: A}, {Card: "*"}, {Card: null}')
    delete_when: Conditions = Field({}, description="Rows that say that it is no more; like `when`")
    rules: list[RuleKeys] | RuleKeys = Field([], description="What has to hold of the values of a row")


def _either(*names: str) -> dict[str, Any]:
    """That exactly one of these keys is there."""
    return {"oneOf": [{"required": [name]} for name in names]}


class Sql(_Entry):
    """A table or query of a database."""

    model_config = ConfigDict(
        json_schema_extra={
            "allOf": [_either("url_env", "url"), _either("table", "query")],
            "dependentRequired": {"lag": ["cursor"]},
        }
    )

    url_env: str = Field("", description="Environment variable that holds the address of the database")
    url: str = Field("", description="Address of the database, without a password")
    table: str = Field("", description="Table to read")
    query: str = Field("", description="Query to read")
    name: str = Field("", description="What the rows are called in messages and in the journal")
    cursor: str = Field("", description="Column by which later rows are known")
    key: Texts = Field([], description="Columns that tell rows apart")
    lag: Scalar = Field(0, description="How far before the last cursor to read again: 5 minutes")


class Kafka(_Entry):
    """Topics of Kafka."""

    model_config = ConfigDict(
        json_schema_extra={**_either("bootstrap", "bootstrap_env"), "required": ["topic"]}
    )

    bootstrap: str = Field("", description="Addresses of brokers: host:port, several with commas")
    bootstrap_env: str = Field("", description="Environment variable that holds them")
    settings_env: str = Field("", description="Environment variable with name=value lines for the client")
    topic: Texts = Field([], description="Topic, or several that are read alike")
    group: str = Field("", description="Group under which Kafka's own tools show how far reading is")
    format: Literal["json", "messages"] = Field(
        "json", description="Rows as JSON objects, or messages in Segment's format"
    )
    key: Texts = Field([], description="Columns that the key of a message tells, for tombstones")
    max_bytes: int = Field(
        1_000_000, ge=1_000, le=100_000_000, description="Larger messages go to quarantine"
    )


class ReadingKeys(_Entry):
    """How files are read."""

    path: str = Field("", min_length=1, description="File, folder, archive or glob, relative to the mapping")
    member: str = Field("", description="Glob of the files in a folder or archive")
    format: Literal["csv", "jsonl", "json", "parquet", "excel", "delta"] = Field(
        "csv", description="Format; by the ending of the name when left out"
    )
    encoding: str = Field("", description="Encoding of CSV and JSON; found when left out")
    delimiter: OneMark = Field("", description="Delimiter of CSV, or `tab`; found when left out")
    quote: MarkOrNone = Field('"', description="Quote of CSV; empty for none")
    escape: MarkOrNone = Field(
        "", description="Character that takes the next one by its word, often a backslash"
    )
    skip: int = Field(0, ge=0, le=10_000, description="Lines before the header")
    header: Columns = Field(
        [],
        description="Names of the columns, for files without a header",
        json_schema_extra={"uniqueItems": True},
    )
    sheet: str = Field("", description="Sheet of a workbook")
    record_path: str = Field(
        "", description="Where in JSON objects the list of rows is: results, data.people"
    )


class File(ReadingKeys, Defaults, Ends):
    """One kind of file of a source."""

    model_config = ConfigDict(
        json_schema_extra={
            "allOf": [
                _either("path", "sql", "kafka"),
                {"anyOf": [{"required": ["rows"]}, {"required": ["kafka"]}]},
            ]
        }
    )

    sql: Sql = Field(Sql(), description="A table or query instead of files")
    kafka: Kafka = Field(Kafka(), description="Topics of Kafka instead of files; see `ckg consume`")
    missing_columns: Literal["error", "empty"] = Field(
        "error", description="What columns are that the mapping names and a file does not have"
    )
    rows: Annotated[list[Rows], Field(min_length=1)] | Rows = Field(
        [], description="What a row becomes; messages have their own mapping"
    )


class Source(Defaults, Ends):
    """A mapping file."""

    source: Name = Field(description="Name of the source")
    description: str = Field("", description="What the source is, in words")
    priority: int = Field(100, ge=0, le=1_000_000, description="Rank when sources disagree; lower wins")
    traits: dict[TraitName, TraitKeys | TraitType] = Field(
        {},
        description="Attributes of your own, each with its type; customers are fed them under `fields`",
        json_schema_extra={"additionalProperties": False},
    )
    files: Annotated[list[File], Field(min_length=1)] | File = Field(description="The files of the source")
