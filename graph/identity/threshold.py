from __future__ import annotations
import duckdb
from graph.identity.model import IdentityModel, Threshold

def find_threshold(connection: duckdb.DuckDBPyConnection, model: IdentityModel) -> Threshold:
    return model.threshold
