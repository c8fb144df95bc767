"""What the documents name is there: modules and queries by their path or name, and what links lead to."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
_DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
_PACKAGES = ("api/", "ingest/", "graph/", "cypher/", "tests/", "benchmarks/", "docs/")


@pytest.fixture(scope="module")
def files() -> list[str]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [f"/{name}" for name in listed.stdout.split()]


def _named(text: str) -> set[str]:
    """Names in back quotes that are of files or folders of this repository."""
    quoted = re.findall(r"`([\w./-]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    return {name for name in quoted if name.endswith((".py", ".cypher")) or name.startswith(_PACKAGES)}


def _is_there(name: str, files: list[str]) -> bool:
    folder = f"/{name.rstrip('/')}/"
    return any(file.endswith(f"/{name}") or file.startswith(folder) for file in files)


@pytest.mark.parametrize("document", _DOCUMENTS, ids=lambda path: path.name)
def test_named_files_are_there(document: Path, files: list[str]) -> None:
    named = _named(document.read_text(encoding="utf-8"))
    assert {name for name in named if not _is_there(name, files)} == set()


def _is_module(name: str, files: list[str]) -> bool:
    """Whether a dotted name is a module's, or that of something in one."""
    path = "/" + name.replace(".", "/")
    modules = {f"{it}{end}" for it in (path, path.rpartition("/")[0]) for end in (".py", "/__init__.py")}
    return not modules.isdisjoint(files)


@pytest.mark.parametrize("document", _DOCUMENTS, ids=lambda path: path.name)
def test_named_modules_are_there(document: Path, files: list[str]) -> None:
    dotted = re.findall(r"`((?:api|ingest|graph|cypher|benchmarks)(?:\.\w+)+)[`(]", document.read_text())
    assert {name for name in dotted if not _is_module(name, files)} == set()


@pytest.mark.parametrize("document", _DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    links = {link for link in re.findall(r"\]\(([^)#\s]+)", text) if "://" not in link}
    assert {link for link in links if not (document.parent / link).exists()} == set()
