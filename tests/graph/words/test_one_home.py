"""Words that stand around names, in firms and in streets are listed in graph.words alone."""

import ast
from collections.abc import Iterator
from pathlib import Path

from graph.words import legal_forms, particles, streets, suffixes, titles

ROOT = Path(__file__).parents[3]
_MADE_UP = ROOT / "ingest" / "sample"  # writes names, titles and streets for a company that does not exist

SUBJECTS = {
    "particles": particles.PARTICLES,
    "titles": titles.NEVER_NAMES | titles.RANKS | titles.DEGREES | titles.HEADS | titles.GENDERS.keys(),
    "suffixes": suffixes.RANKS.keys() | suffixes.WRITTEN.keys(),
    "legal forms": legal_forms.SURE | legal_forms.OTHER_WORDS,
    "street words": streets.STREET_WORDS.keys(),
    "umlauts": {"ä", "ö", "ü", "ß"},
}


def _literals(tree: ast.Module) -> Iterator[tuple[int, set[str]]]:
    """Lists, sets, keys of dictionaries and texts of one-word alternatives, with their lines."""
    for node in ast.walk(tree):
        if isinstance(node, ast.List | ast.Set | ast.Tuple):
            values = node.elts
        elif isinstance(node, ast.Dict):
            values = [key for key in node.keys if key]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, set(node.value.lower().replace("|", " ").split())
            continue
        else:
            continue
        texts = (value.value for value in values if isinstance(value, ast.Constant))
        yield node.lineno, {text.lower().rstrip(".") for text in texts if isinstance(text, str)}


def _of_words(found: set[str], known: set[str]) -> bool:
    """Whether a literal is a list of such words: at least four of them, and little else."""
    return len(found & known) >= 4 and len(found & known) > len(found) / 2


def test_no_other_module_lists_words() -> None:
    others = [
        path
        for package in ("api", "ingest", "graph", "cypher")
        for path in (ROOT / package).rglob("*.py")
        if _MADE_UP not in path.parents and (ROOT / "graph" / "words") not in path.parents
    ]
    subjects = {subject: set(known) for subject, known in SUBJECTS.items()}
    listed = {
        f"{path.relative_to(ROOT)}:{line}: {subject}"
        for path in others
        for line, found in _literals(ast.parse(path.read_text(encoding="utf-8")))
        for subject, known in subjects.items()
        if _of_words(found, known)
    }
    assert not listed
    assert len(others) > 100


def test_words_are_held_folded() -> None:
    for subject, known in SUBJECTS.items():
        if subject != "umlauts":
            assert all(word.isascii() and word == word.lower() for word in known), subject
