"""GraphQL over HTTP as the specification's own audits see it, on a server as it is set up for production."""

import json
import subprocess
from pathlib import Path

from tests.api.conftest import Client, serving
from tests.support.node import with_packages

AUDIT = """\
import { auditServer } from 'graphql-http'
const results = await auditServer({ url: process.argv[2] })
console.log(JSON.stringify(results.map(({ id, name, status, reason }) => ({ id, name, status, reason }))))
"""


def test_all_audits_are_passed(embedded_client: Client, tmp_path: Path) -> None:
    folder = with_packages(tmp_path, **{"graphql-http": "1.23.1", "graphql": "16.15.0"})
    (folder / "audit.mjs").write_text(AUDIT)

    with serving(embedded_client.app.state.settings) as url:
        told = subprocess.run(
            ["node", "audit.mjs", f"{url}/graphql"], cwd=folder, capture_output=True, text=True, check=True
        )

    audits = json.loads(told.stdout)
    assert len(audits) == 61
    assert [audit for audit in audits if audit["status"] != "ok"] == []
