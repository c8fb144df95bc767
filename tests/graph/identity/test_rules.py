"""The rules file: documented defaults, and errors that name the place."""

from pathlib import Path

import pytest

from graph.identity.rules import RulesError, load_rules
from graph.model import MODEL


def test_packaged_limits_are_those_of_the_model() -> None:
    rules = load_rules()

    assert {kind: rule.people for kind, rule in rules.identifiers.items()} == {
        kind.name: kind.limit for kind in MODEL.identifiers if kind.links
    }


def test_a_file_changes_only_what_it_names(tmp_path: Path) -> None:
    path = tmp_path / "rules.yaml"
    path.write_text("identifiers:\n  phone: {people: 2}\nsources: [crm]\n", encoding="utf-8")

    rules = load_rules(path)

    assert rules.identifiers["phone"].people == 2
    assert rules.identifiers["phone"].weight == load_rules().identifiers["phone"].weight
    assert rules.sources == ("crm",)


def test_lists_are_found_beside_the_file(tmp_path: Path) -> None:
    path = tmp_path / "rules.yaml"
    path.write_text("blocked: {email: {lists: [mine.txt]}}\n", encoding="utf-8")

    with pytest.raises(RulesError, match=r"blocked\.email\.lists: no file"):
        load_rules(path)

    (tmp_path / "mine.txt").write_text("a@b.de\n", encoding="utf-8")
    assert load_rules(path).blocked["email"].lists == (tmp_path / "mine.txt",)


@pytest.mark.parametrize(
    ("text", "place", "advice"),
    [
        ("threshold: 3\n", "line 1, threshold", "less than 1"),
        ("identifiers:\n  emial: {people: 1}\n", "line 1, identifiers", "did you mean `email`"),
        ("clusters:\n  slack: 1\n  max_size: 1\n", "line 3, clusters.max_size", "greater than or equal to 2"),
        ("blocked:\n  email:\n    patterns: ['(']\n", "line 3, blocked.email.patterns.0", "RE2"),
        ("survivorship:\n  attributes: {name: longest}\n", "line 2, survivorship.attributes", "not known"),
        ("vetoes: [twin]\n", "line 1, vetoes", "'twins'"),
        ("- a\n", "line 1", "mapping"),
    ],
)
def test_errors_name_file_line_and_field(tmp_path: Path, text: str, place: str, advice: str) -> None:
    path = tmp_path / "rules.yaml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(RulesError) as caught:
        load_rules(path)

    assert str(path) in str(caught.value)
    assert place in str(caught.value)
    assert advice in str(caught.value)
