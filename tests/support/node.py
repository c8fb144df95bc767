"""Node, for what is tested with other people's programs of JavaScript."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest


def with_packages(folder: Path, **packages: str) -> Path:
    """The folder, with packages of npm in it; skips where they cannot be had unless CKG_REQUIRE_NODE=1."""
    needed = os.environ.get("CKG_REQUIRE_NODE") == "1"
    if not needed and not (shutil.which("node") and shutil.which("npm")):
        pytest.skip("no Node here")
    (folder / "package.json").write_text(json.dumps({"private": True, "dependencies": packages}))
    command = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefer-offline"]
    installed = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=needed)
    if installed.returncode:
        pytest.skip("npm cannot fetch packages here")
    return folder
