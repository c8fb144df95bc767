"""Rules of a mapping held against the values of a row: what is wrong, and what is repaired."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ingest.mapping.mapping import Raw, Rule, RuleInput, Severity


@dataclass(frozen=True)
class RuleViolation:
    """A rule that a row breaks: the value as the row has it, why it is wrong, and what happens."""

    field: str
    value: Any
    reason: str
    severity: Severity


def judged(rules: Sequence[Rule], values: dict[str, Any], raw: Raw) -> list[RuleViolation]:
    """The rules that a row breaks, in their order; `values` are repaired where they say so."""
    broken = []
    texts: dict[str, str] = {}
    for rule in rules:
        given = RuleInput(values, raw, texts=texts)
        if rule.applies(raw) and rule.holds(given) is False:
            done = _done(rule, given, values, texts)
            broken.append(RuleViolation(rule.field, rule.read(raw), f"{rule.reason}{done}", rule.severity))
    return broken


def _done(rule: Rule, given: RuleInput, values: dict[str, Any], texts: dict[str, str]) -> str:
    """What is done about a broken rule."""
    if rule.severity is Severity.WARN:
        return "; it was kept"
    if rule.repaired is None:
        return ""
    after = rule.repaired(given)
    values.pop(rule.field, None)
    if after is None:
        return "; it was left out"
    values[rule.field], texts[rule.field] = after.value, after.text
    return "; it was replaced"
