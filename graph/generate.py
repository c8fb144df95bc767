"""Writes the files that follow from the model: `cypher/write/*.cypher` and `docs/schema.md`; and
`docs/identity_tables.md`, from the declarations of identity.

Run as `python -m graph.generate`; a guard test holds the committed files against `generated_files`.
"""

from pathlib import Path

from cypher import Query
from graph.identity.flow_page import flow_page
from graph.schema_page import schema_page
from graph.writes import write_queries

_PROJECT = Path(__file__).parent.parent


def generated_files() -> dict[Path, str]:
    """Content by path, relative to the project's folder."""
    files = {Path(f"cypher/{query.name}.cypher"): _query_file(query) for query in write_queries()}
    files[Path("docs/schema.md")] = schema_page()
    files[Path("docs/identity_tables.md")] = flow_page()
    return files


def _query_file(query: Query) -> str:
    header = [
        f"// name: {query.name}",
        f"// mode: {query.mode.value}",
        f"// params: {', '.join(query.params)}",
        f"// {query.description}",
        "// Generated from the model by `python -m graph.generate`.",
    ]
    return "\n".join([*header, query.text, ""])


def main() -> None:
    """Writes every file, and deletes write queries that the model no longer has."""
    files = generated_files()
    for old in (_PROJECT / "cypher/write").glob("*.cypher"):
        if old.relative_to(_PROJECT) not in files:
            old.unlink()
    for path, content in files.items():
        target = _PROJECT / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()
