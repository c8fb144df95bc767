"""Loads what a mapping says under `sql`: which table of which database, and how reading it goes on."""

from __future__ import annotations

import re
from datetime import timedelta

from ingest.mapping.mapping import Reading, SqlSource
from ingest.mapping.yaml_tree import Tree
from ingest.mapping_files.mapping_keys import Sql
from ingest.sql.watermark import parse_lag

_PASSWORD = re.compile(r"://[^/@]*:[^/@]*@|password=", re.IGNORECASE)


def load_sql(tree: Tree) -> Reading:
    """How a table or query is read."""
    given = tree.entries(Sql.names())
    for one, other in (("url_env", "url"), ("table", "query")):
        if (one in given) == (other in given):
            tree.problem(f"needs either `{one}` or `{other}`")
    if "lag" in given and "cursor" not in given:
        given["lag"].problem("is of use with a `cursor` only")
    texts = {
        name: given[name].filled() for name in Sql.names() if name in given and name not in ("key", "lag")
    }
    if _PASSWORD.search(texts.get("url", "")):
        given["url"].problem("must not hold a password: put the address into the environment, see `url_env`")
    if "url_env" in texts and not re.fullmatch(r"[A-Za-z_]\w*", texts["url_env"]):
        given["url_env"].problem("must be the name of an environment variable, not the address itself")
    key = tuple(item.filled() for item in given["key"].some()) if "key" in given else ()
    lag = _lag(given["lag"]) if "lag" in given else 0
    return Reading("sql", sql=SqlSource(**texts, key=key, lag=lag))


def _lag(tree: Tree) -> int | timedelta:
    found = parse_lag(tree.text())
    if found is None:
        tree.problem("must be a time such as `5 minutes`, `2 hours`, `1 day`, or a number")
    return found or 0
