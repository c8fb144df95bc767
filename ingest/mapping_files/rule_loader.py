"""Loads the rules of an entry under `rows`: each a test, a severity, and a repair where it is one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any

from graph.model.traits import Trait, TraitType
from ingest.cleaning.base import Context, InvalidValue, PartialValue, ValueType
from ingest.cleaning.dates.birth_dates import BirthDate
from ingest.cleaning.dates.times import Time
from ingest.cleaning.numbers.numbers import WholeNumber
from ingest.cleaning.trait_values import value_type
from ingest.mapping.cells import plain
from ingest.mapping.mapping import BoundField, ColumnUse, Raw, RepairedValue, Rule, RuleInput, Severity
from ingest.mapping.yaml_tree import Tree, suggestion
from ingest.mapping_files.arithmetic import Expression, ExpressionError, Incomparable, comparable
from ingest.mapping_files.binding import Cleaning
from ingest.mapping_files.mapping_keys import RuleKeys
from ingest.mapping_files.patterns import Pattern, PatternError
from ingest.mapping_files.reference_values import referenced
from ingest.mapping_files.row_conditions import load_conditions

TESTS = ("required", "type", "min", "max", "pattern", "allowed", "references", "check")
"""Keys of a rule that say what has to hold; `min` and `max` go together."""
TYPES: Mapping[str, ValueType] = {
    **{
        type_.value: value_type(Trait("any", type_, personal=False))
        for type_ in TraitType
        if type_ is not TraitType.CATEGORY
    },
    "whole": WholeNumber(),
}
"""What a rule may ask a value to be."""
_REPAIRS = ("set", "compute")

Test = Callable[[RuleInput], bool | None]


@dataclass(frozen=True)
class RuleLoader:
    """Binds rules to the fields of an entry; columns that they read are added to `uses`."""

    fields: Mapping[str, BoundField]
    context: Context
    explode: str | None
    uses: list[ColumnUse]
    used: list[str] = field(default_factory=list)
    """Fields that expressions name."""

    def rules(self, tree: Tree | None) -> tuple[Rule, ...]:
        """All rules under `rules`."""
        items = tree.some() if tree else []
        return tuple(rule for item in items if (rule := self._rule(item)))

    def _rule(self, tree: Tree) -> Rule | None:
        entries = tree.entries(RuleKeys.names())
        tests = [name for name in TESTS if name in entries]
        if not tests or (len(tests) > 1 and tests != ["min", "max"]):
            tree.problem(f"needs exactly one of {', '.join(TESTS)}; `min` and `max` go together")
            return None
        name = self._field(entries, tests[0], tree)
        if name is None:
            return None
        severity = self._severity(entries)
        test, reason = self._test(name, tests, entries)
        repaired = self._repair(name, severity, entries, tree)
        if "message" in entries:
            reason = entries["message"].filled()
        applies = load_conditions(entries.get("when"), self.uses, self.explode)
        read, refers = partial(_raw, self.fields.get(name)), "references" in tests
        reads = frozenset([*([name] if name else []), *self.used])
        return Rule(name, reason, severity, applies, test, read, repaired, refers, reads)

    def _field(self, entries: dict[str, Tree], test: str, tree: Tree) -> str | None:
        """The field that a rule is about; empty for the whole row, None where it is a mistake."""
        if "field" not in entries:
            if test == "check":
                return ""
            tree.problem('"field" is missing.')
            return None
        name = entries["field"].text()
        if name in self.fields:
            return name
        near = suggestion(name, self.fields)
        entries["field"].problem(f'"{name}" is no field that is fed in this entry.{near}')
        return None

    @staticmethod
    def _severity(entries: dict[str, Tree]) -> Severity:
        if "severity" not in entries:
            return Severity.REJECT
        text = entries["severity"].text()
        if text in tuple(Severity):
            return Severity(text)
        entries["severity"].problem(f"must be {', '.join(Severity)}.{suggestion(text, list(Severity))}")
        return Severity.REJECT

    def _test(self, name: str, tests: list[str], entries: dict[str, Tree]) -> tuple[Test, str]:
        tree, read = entries[tests[0]], partial(_texts_and_values, self.fields.get(name))
        match tests[0]:
            case "required":
                if tree.text() != "true":
                    tree.problem("must be true")
                return lambda given: given.values.get(name) is not None, "is required"
            case "type":
                return self._is_of_type(tree, read)
            case "pattern":
                return _fits(tree, read)
            case "allowed":
                allowed = {self._cleaned(name, item) for item in tree.some()}
                return partial(_all, read, lambda value: value in allowed), "is not among the values allowed"
            case "references":
                known = {self._known(name, value) for value in referenced(tree)}
                return partial(_all, read, lambda value: value in known), f"is not in {_shown(tree)}"
            case "check":
                return self._check(tree, entries.get("tolerance"))
        low, high = (self._bound(name, entries[key]) if key in entries else None for key in ("min", "max"))
        bounds = " and ".join(f"{key} {entries[key].text()}" for key in ("min", "max") if key in entries)
        return partial(_all, read, partial(_within, low, high)), f"is not within {bounds}"

    def _is_of_type(self, tree: Tree, read: Callable[[RuleInput], list[Any]]) -> tuple[Test, str]:
        if tree.text() not in TYPES:
            tree.problem(f"must be {', '.join(TYPES)}.{suggestion(tree.text(), TYPES)}")
            return _nothing, ""
        clean = Cleaning(TYPES[tree.text()], self.context).cleaner()
        test = lambda value: not isinstance(clean(str(value), {}), InvalidValue)  # noqa: E731
        return partial(_all, read, test), f"is no {tree.text()}"

    def _check(self, tree: Tree, tolerance: Tree | None) -> tuple[Test, str]:
        expression = self._expression(tree)
        if expression is None:
            return _nothing, ""
        apart = Decimal(0)
        try:
            apart = Decimal(tolerance.text()) if tolerance else apart
        except InvalidOperation:
            apart = Decimal(-1)
        if tolerance and not 0 <= apart < Decimal("1e12"):
            tolerance.problem("must be a number, 0 or more")
        return partial(_satisfies, expression, apart), f"does not satisfy {expression.text}"

    def _expression(self, tree: Tree) -> Expression | None:
        try:
            found = Expression(tree.filled(), self.fields, self.context, self.explode)
        except ExpressionError as error:
            tree.problem(str(error))
            return None
        self.uses.extend(ColumnUse(column, tree.line, tree.where) for column in found.columns)
        self.used.extend(found.used)
        return found

    def _cleaned(self, name: str, tree: Tree) -> Any:
        """A value of the mapping as the field's own values are compared."""
        value = self._value_of(name, tree.text())
        if isinstance(value, InvalidValue):
            tree.problem(f'"{tree.text()}" {value}')
        return comparable(value, tree.text())

    def _bound(self, name: str, tree: Tree) -> Any:
        """A bound of a field's values: one of them, or of dates and times any day, 1900-01-01 among them."""
        value = self._value_of(name, tree.text())
        if isinstance(value, InvalidValue) and isinstance(self.fields[name].field.type, BirthDate | Time):
            value = Cleaning(TYPES["date"], self.context).cleaner()(tree.text(), {})
        return (
            self._cleaned(name, tree) if isinstance(value, InvalidValue) else comparable(value, tree.text())
        )

    def _known(self, name: str, raw: Any) -> Any:
        """A value of another file, cleaned like those of the field; as it is where it cannot be."""
        value, text = self._value_of(name, raw), plain(raw) or ""
        return text if isinstance(value, InvalidValue) else comparable(value, text)

    def _value_of(self, name: str, raw: Any) -> Any:
        value = Cleaning(self.fields[name].field.type, self.context).cleaner()(raw, {})
        return value.value if isinstance(value, PartialValue) else value

    def _repair(
        self, name: str, severity: Severity, entries: dict[str, Tree], tree: Tree
    ) -> Callable[[RuleInput], RepairedValue | None] | None:
        given = [key for key in _REPAIRS if key in entries]
        if severity is not Severity.REPAIR:
            for key in given:
                entries[key].problem("goes with `severity: repair`")
            return None
        if len(given) != 1 or not name:
            tree.problem("a repair needs a `field`, and `set` or `compute`, which say what its value becomes")
            return None
        return self._becomes(name, given[0], entries[given[0]])

    def _becomes(self, name: str, key: str, tree: Tree) -> Callable[[RuleInput], RepairedValue | None] | None:
        if key == "compute":
            expression = self._expression(tree)
            return partial(self._computed, name, expression) if expression else None
        if tree.is_null:
            return _nothing
        value = self._value_of(name, tree.text())
        if isinstance(value, InvalidValue):
            tree.problem(f'"{tree.text()}" {value}')
        repaired = self._repaired(name, value, tree.text())
        return lambda _given: repaired

    def _computed(self, name: str, expression: Expression, given: RuleInput) -> RepairedValue | None:
        try:
            found = expression.of(given)
        except Incomparable:
            return None
        value = self._value_of(name, found)
        return None if isinstance(value, InvalidValue) else self._repaired(name, value, plain(found) or "")

    def _repaired(self, name: str, value: Any, text: str) -> RepairedValue:
        return RepairedValue((value,) if self.fields[name].field.several else value, text)


def _raw(bound: BoundField | None, raw: Raw) -> Any:
    return bound.values[0].read(raw) if bound and bound.values else None


def _shown(tree: Tree) -> str:
    entries = tree.entries()
    return entries["path"].text() if "path" in entries else "the file"


def _nothing(_given: RuleInput) -> None:
    return None


def _fits(tree: Tree, read: Callable[[RuleInput], list[Any]]) -> tuple[Test, str]:
    try:
        pattern = Pattern(f"^(?:{tree.filled()})$")
    except PatternError as error:
        tree.problem(f"is not a regular expression: {error}")
        return _nothing, ""
    return partial(_all, read, partial(_matches, pattern)), "does not fit the pattern"


def _matches(pattern: Pattern, value: Any) -> bool:
    try:
        return pattern.first(str(value)) is not None
    except InvalidValue:
        return False


def _within(low: Any, high: Any, value: Any) -> bool:
    return (low is None or value >= low) and (high is None or value <= high)


def _texts_and_values(bound: BoundField | None, given: RuleInput) -> list[Any]:
    """The values of a field as they can be compared: of names, streets … as the row has them, or a repair."""
    value = given.values.get(bound.field.name) if bound else None
    if bound is None or value is None:
        return []
    text = given.texts.get(bound.field.name) or plain(bound.values[0].read(given.raw)) or ""
    return [comparable(each, text) for each in (value if bound.field.several else (value,))]


def _all(
    read: Callable[[RuleInput], list[Any]], test: Callable[[Any], bool], given: RuleInput
) -> bool | None:
    values = read(given)
    try:
        return all(map(test, values)) if values else None
    except TypeError:
        return False


def _satisfies(expression: Expression, tolerance: Decimal, given: RuleInput) -> bool | None:
    try:
        found = expression.of(replace(given, tolerance=tolerance))
    except Incomparable:
        return False
    return None if found is None else bool(found)
