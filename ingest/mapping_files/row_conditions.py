"""Conditions under `when` and `delete_when`: which rows an entry is for, and which say that it is no more."""

from ingest.mapping.conditions import Condition, Conjunction, compared
from ingest.mapping.expressions import column_reader
from ingest.mapping.mapping import ColumnUse
from ingest.mapping.yaml_tree import Tree


def load_conditions(tree: Tree | None, uses: list[ColumnUse], explode: str | None) -> Condition:
    """The condition that is stated, true for all rows without it; its columns are added to `uses`."""
    conditions = []
    for column, wanted in (tree.entries() if tree else {}).items():
        if not column:
            wanted.problem("needs the name of a column")
        uses.append(ColumnUse(column, wanted.line, wanted.where))
        read = column_reader(column, explode)
        if wanted.is_mapping:
            parts = wanted.entries(("not",))
            if "not" in parts:
                conditions.append(compared(read, _values(parts["not"]), negated=True))
            else:
                wanted.problem('must be a value, a list, "*", null or `{not: value}`')
        elif wanted.is_null:
            conditions.append(compared(read, frozenset("*"), negated=True))
        else:
            conditions.append(compared(read, _values(wanted), negated=False))
    return Conjunction(conditions)


def _values(tree: Tree) -> frozenset[str]:
    return frozenset(item.text() for item in tree.some())
