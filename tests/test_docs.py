"""What the documents name is there: modules, queries, settings, fields of requests, and targets of links."""

import doctest
import re
import subprocess
from importlib import import_module
from pathlib import Path

import pytest
from graphql import GraphQLError, OperationDefinitionNode, parse, validate
from graphql.language import DocumentNode

from graph.settings import VARIABLES
from tests.api.gql.schemas import published
from tests.support.modules import names_in

ROOT = Path(__file__).parents[1]
_DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
_CODE = ("api", "ingest", "graph", "cypher")
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


@pytest.mark.parametrize("document", _DOCUMENTS, ids=lambda path: path.name)
def test_named_modules_are_there_with_what_is_named_in_them(document: Path) -> None:
    dotted = re.findall(r"`((?:api|ingest|graph|cypher|benchmarks)(?:\.\w+)+)[`(]", document.read_text())
    assert {
        name for name in dotted if name.rpartition(".")[2] not in names_in(name.rpartition(".")[0])
    } == set()


def test_files_named_in_code_are_there(files: list[str]) -> None:
    sources = [path for package in _CODE for path in (ROOT / package).rglob("*.py")]
    texts = {path: path.read_text(encoding="utf-8") for path in sources}
    named = {(path, name) for path, text in texts.items() for name in re.findall(r"`([a-z_/]+\.py)`", text)}

    assert len(named) > 10
    assert {(path.name, name) for path, name in named if not _is_there(name, files)} == set()


def test_examples_in_docstrings_come_out_as_they_say() -> None:
    sources = [path for package in _CODE for path in (ROOT / package).rglob("*.py")]
    told = [path for path in sources if re.search(r"^ +>>> ", path.read_text(encoding="utf-8"), re.MULTILINE)]
    names = [path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".") for path in told]
    results = {name: doctest.testmod(import_module(name.removesuffix(".__init__"))) for name in names}

    assert all(each.attempted for each in results.values())
    assert {name: each.failed for name, each in results.items() if each.failed} == {}


@pytest.mark.parametrize("document", _DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    links = {link for link in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in link}
    assert {link for link in links if not _leads_somewhere(document, link)} == set()


def _leads_somewhere(document: Path, link: str) -> bool:
    name, _, heading = link.partition("#")
    target = document.parent / name if name else document
    return target.exists() and (not heading or heading in _headings(target))


def _headings(document: Path) -> set[str]:
    """What links to headings of a document end in, as GitHub makes it of their texts."""
    headings = re.findall(r"^#+ (.*)$", document.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


def _requests(document: Path) -> list[DocumentNode]:
    """Each operation of the document's examples, by itself."""
    blocks = re.findall(r"```graphql\n(.*?)```", document.read_text(encoding="utf-8"), flags=re.DOTALL)
    return [
        DocumentNode(definitions=(each,))
        for block in blocks
        for each in parse(block).definitions
        if isinstance(each, OperationDefinitionNode)
    ]


@pytest.mark.parametrize("document", _DOCUMENTS, ids=lambda path: path.name)
def test_requests_are_valid(document: Path) -> None:
    mistakes: list[GraphQLError] = [
        each for request in _requests(document) for each in validate(published(), request)
    ]
    assert [each.message for each in mistakes] == []


def test_all_settings_are_told() -> None:
    rows = re.findall(
        r"^\| (`(?:CKG|NEO4J)_.*?) \|", (ROOT / "docs" / "settings.md").read_text(), flags=re.MULTILINE
    )
    told = set()
    for row in rows:
        first, *others = re.findall(r"`(\w+)`", row)
        told |= {first, *(f"{first.rpartition('_')[0]}{each}" if each[0] == "_" else each for each in others)}
    assert told == VARIABLES


def _first_part(page: str) -> str:
    """A page without what stands below a second heading of the first rank: other tables."""
    return page.partition("\n# ")[0]


def _numbers(text: str) -> list[str]:
    return re.findall(r"(?<![\w.,])(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d*\.\d+|\d+)", text)


def _is_on(figure: str, page: list[str]) -> bool:
    """Whether a page has the number, or one with more decimals that is rounded to it."""
    decimals = len(figure.partition(".")[2])
    value = float(figure.replace(",", ""))
    return any(abs(float(each.replace(",", "")) - value) <= 0.5001 * 10**-decimals for each in page)


def test_compared_figures_are_those_of_their_pages() -> None:
    rows = re.findall(
        r"^\| .* \| (.*) \| (.*) \| \[.*\]\((.*)\) \|$",
        (ROOT / "docs/comparison.md").read_text(),
        re.MULTILINE,
    )
    pages = {link: _numbers(_first_part((ROOT / "docs" / link).read_text())) for *_, link in rows}
    told = [(each, link) for other, ours, link in rows for each in _numbers(f"{other} {ours}")]
    assert len(told) >= 2 * len(rows) > 0
    assert [each for each in told if not _is_on(each[0], pages[each[1]])] == []


_OF_OTHERS = {"CKG_STEWARD", "CKG_STORE_OWNER", "CKG_THOROUGH"}
"""Variables that are read where no settings are."""


def test_named_settings_are_there() -> None:
    sources = [path for package in _CODE for path in (ROOT / package).rglob("*.py")]
    texts = (path.read_text(encoding="utf-8") for path in (*_DOCUMENTS, *sources))
    named = {name for text in texts for name in re.findall(r"\bCKG_[A-Z_]*[A-Z]\b", text)}

    assert {name for name in named - VARIABLES if not name.startswith("CKG_REQUIRE_")} == _OF_OTHERS
