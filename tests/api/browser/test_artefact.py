"""Where the Neo4j Browser's files come from, and what happens when they cannot be had."""

import shutil
from pathlib import Path

import pytest

from api.browser import BrowserError, prepare_browser
from api.browser.artefact import browser_jar
from graph.settings import Settings
from tests.support.chromium import require


@pytest.fixture
def nothing_fetched(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine without Maven and without a copy of the Browser; the home of an installation on it."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "home"


def test_without_maven_the_error_says_what_to_do(nothing_fetched: Path) -> None:
    with pytest.raises(BrowserError) as raised:
        prepare_browser(Settings(home=nothing_fetched))

    assert "Maven" in raised.value.message
    assert "CKG_BROWSER_JAR" in str(raised.value.hint)


def test_a_copy_with_other_content_is_refused(nothing_fetched: Path) -> None:
    nothing_fetched.mkdir()
    forged = nothing_fetched / "forged.jar"
    forged.write_bytes(b"not what was published")

    with pytest.raises(BrowserError, match="not the Neo4j Browser"):
        prepare_browser(Settings(home=nothing_fetched, browser_jar=forged))


def test_maven_fetches_the_browser_below_the_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    require("Maven", present=shutil.which("mvn") is not None)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)

    jar = browser_jar(Settings(home=Path("home")))

    assert jar.is_relative_to(tmp_path / "home" / "browser")
    assert jar == browser_jar(Settings(home=Path("home"))).absolute()
