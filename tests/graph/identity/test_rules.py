"""The rules file: documented defaults, and errors that name the place."""

import os
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from pathlib import Path

import pytest

from graph.errors import RulesError
from graph.identity.rules import load_rules, rules_in_force
from graph.model import MODEL
from graph.settings import Settings


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


def test_a_copy_of_the_packaged_file_changes_nothing(tmp_path: Path) -> None:
    copy = tmp_path / "rules.yaml"
    copy.write_text(files("graph.identity").joinpath("rules.yaml").read_text("utf-8"), encoding="utf-8")

    assert load_rules(copy, "CA") == load_rules(country="CA")


@pytest.mark.parametrize(
    ("country", "given", "currency"),
    [
        ("DE", None, "EUR"),
        ("CA", None, "CAD"),
        ("CA", "sources: [crm]", "CAD"),
        ("CA", "revenue: {currency: USD}", "USD"),
        ("PA", None, "PAB"),  # where dollars are in use, too
        ("NA", None, "NAD"),  # and rands
    ],
)
def test_revenue_is_in_the_currency_of_the_country_unless_a_file_names_one(
    tmp_path: Path, country: str, given: str | None, currency: str
) -> None:
    path = tmp_path / "rules.yaml"
    path.write_text(given or "", encoding="utf-8")

    rules = rules_in_force(Settings(country=country, rules=path if given else None))

    assert rules.revenue.currency == currency


def test_lists_are_found_beside_the_file(tmp_path: Path) -> None:
    path = tmp_path / "rules.yaml"
    path.write_text("blocked: {email: {lists: [mine.txt]}}\n", encoding="utf-8")

    with pytest.raises(RulesError, match=r"blocked\.email\.lists: no file"):
        load_rules(path)

    (tmp_path / "mine.txt").write_text("a@b.de\n", encoding="utf-8")
    assert load_rules(path).blocked["email"].lists == (tmp_path / "mine.txt",)


def test_threads_read_rules_at_once(tmp_path: Path) -> None:
    """As a server does, beside what follows it."""
    path = tmp_path / "rules.yaml"
    path.write_text("revenue: {void: ['a|b']}\n", encoding="utf-8")

    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda _: load_rules(path).revenue.void, range(16)))

    assert found == [("a|b",)] * 16


@pytest.mark.parametrize(
    ("text", "place", "advice"),
    [
        ("threshold: 3\n", ":1: threshold", "less than 1"),
        ("identifiers:\n  emial: {people: 1}\n", ":1: identifiers", "did you mean `email`"),
        ("clusters:\n  slack: 1\n  max_size: 1\n", ":3: clusters.max_size", "greater than or equal to 2"),
        ("blocked:\n  email:\n    patterns: ['(']\n", ":3: blocked.email.patterns.0", "RE2"),
        ("survivorship:\n  attributes: {name: longest}\n", ":2: survivorship.attributes", "not known"),
        ("vetoes: [twin]\n", ":1: vetoes", "'twins'"),
        ("- a\n", ":1: ", "mapping"),
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


_LAUGHS = "\n".join(
    ["a: &a [x, x, x, x, x, x, x, x, x]"]
    + [f"{name}: &{name} [{', '.join([f'*{chr(ord(name) - 1)}'] * 9)}]" for name in "bcdefgh"]
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("sources: " + "[" * 5_000, "nested too deeply"),
        ("sources: " + "[" * 200 + "]" * 200, ":1: is nested deeper than"),
        (_LAUGHS, "holds more than 100,000 values"),
        ("\na: &a [*a]", ":2: contains itself"),
        ('sources: !!python/object/apply:os.system ["true"]', ":1: has the tag"),
        ("threshold: " + "9" * 5_000, "a number or a date that there is not"),
        ("threshold: 2024-13-45", "a number or a date that there is not"),
        ("threshold: 0.9\nsources: [crm]\nthreshold: 0.99", ":3: `threshold` is there twice"),
        ("identifiers:\n  phone: {people: 2, people: 3}", ":2: `people` is there twice"),
        ('sources: ["\0"]', "a character that no text file holds"),
        ("sources: [crm]\n---\nsources: [shop]", ":2: not valid YAML"),
        ("threshold: .nan", ":1: threshold"),
        ("- 1", "rules are a mapping of sections"),
        ("a: b\n" * 300_000, "larger than 1 MB"),
    ],
)
def test_yaml_that_holds_no_rules_is_refused_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "rules.yaml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(RulesError) as refused:
        load_rules(path)

    assert str(refused.value).startswith(str(path))
    assert told in str(refused.value)
    assert len(str(refused.value)) < 2_000


def test_rules_that_are_no_file_or_no_text_are_refused(tmp_path: Path) -> None:
    latin = tmp_path / "latin.yaml"
    latin.write_bytes(b"sources: [crm]\n# gr\xfc\xdfe\n")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)

    for path, told in (
        (latin, ":2: the rules file is not UTF-8"),
        (pipe, "a named pipe"),
        (tmp_path, "a folder"),
    ):
        with pytest.raises(RulesError, match=told):
            load_rules(path)
