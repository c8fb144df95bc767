"""What the script leaves in the storages of a page, run by Node without the Neo4j Browser."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

import api.browser.seed
from api.browser.seed import seed
from cypher import Dialect
from graph.stores.endpoint import Endpoint

SCRIPT = Path(api.browser.seed.__file__).with_name("seed.js")
_PAGE = """
class Storage {
  getItem(key) { return this[key] ?? null }
  setItem(key, value) { this[key] = value }
}
Object.assign(globalThis, { Storage, window: globalThis })
globalThis.localStorage = new Storage()
globalThis.sessionStorage = new Storage()
globalThis.document = { getElementById: () => ({ textContent: process.env.SEED }) };
"""
_TOLD = "console.log(JSON.stringify({ session: { ...sessionStorage }, local: { ...localStorage } }))"


@pytest.fixture(scope="module")
def left() -> dict[str, Any]:
    """What is in the storages of a session and of the browser."""
    if not shutil.which("node") and os.environ.get("CKG_REQUIRE_NODE") != "1":
        pytest.skip("no Node here")
    endpoint = Endpoint("bolt://127.0.0.1:7687", "root", SecretStr("secret"), "gw2")
    given = json.dumps(seed(endpoint, Dialect.ARCADEDB, "secret"))
    program = f"{_PAGE}{SCRIPT.read_text(encoding='utf-8')}{_TOLD}"
    ended = subprocess.run(
        ["node", "-e", program], env=os.environ | {"SEED": given}, capture_output=True, text=True, check=True
    )
    found: dict[str, Any] = json.loads(ended.stdout)
    return found


def test_the_password_is_in_the_session_alone(left: dict[str, Any]) -> None:
    assert "secret" in left["session"]["neo4j.connections"]
    assert "secret" not in json.dumps(left["local"])
