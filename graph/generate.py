"""Writes the files that follow from the model: `cypher/write/*.cypher`, the relations of one shape in
`cypher/relation/`, alternations of identifier edges in all other queries, `docs/schema.md`; and
`docs/identity_tables.md`, from the declarations of identity.

Run as `python -m graph.generate`; a guard test holds the committed files against `generated_files`.
"""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from cypher import Query
from graph.identity.flow_page import flow_page
from graph.model.relations import relations, with_all_identifiers
from graph.model.schema_page import schema_page
from graph.model.scores import scored_customers
from graph.model.writes import write_queries

_PROJECT = Path(__file__).parent.parent
_MARK = "// Generated from the model by `python -m graph.generate`."


def generated_files() -> dict[Path, str]:
    """Content by path, relative to the project's folder."""
    files = {_path(query): _query_file(query) for query in _queries()}
    files |= {path: with_all_identifiers(text) for path, text in _query_texts() if path not in files}
    files[Path("docs/schema.md")] = schema_page()
    files[Path("docs/identity_tables.md")] = flow_page()
    return files


def left_over() -> list[Path]:
    """Query files that were generated and that the model no longer has, relative to the project's folder."""
    wanted = {_path(query) for query in _queries()}
    return [path for path, text in _query_texts() if _MARK in text and path not in wanted]


def _queries() -> Iterator[Query]:
    return chain(write_queries(), (relation.query for relation in relations()), [scored_customers()])


def _path(query: Query) -> Path:
    return Path(f"cypher/{query.name}.cypher")


def _query_texts() -> Iterator[tuple[Path, str]]:
    for path in sorted((_PROJECT / "cypher").rglob("*.cypher")):
        yield path.relative_to(_PROJECT), path.read_text(encoding="utf-8")


def _query_file(query: Query) -> str:
    header = [
        f"// name: {query.name}",
        f"// mode: {query.mode.value}",
        f"// params: {', '.join(query.params)}",
        f"// {query.description}",
        _MARK,
    ]
    return "\n".join([*header, query.text, ""])


def main() -> None:
    """Writes every file, and deletes queries that the model no longer has."""
    for path in left_over():
        (_PROJECT / path).unlink()
    for path, content in generated_files().items():
        target = _PROJECT / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()
