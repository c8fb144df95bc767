// name: write/node_quality_measure
// mode: write
// params: rows
// Write QualityMeasure nodes: with exactly the properties given, a null removes.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MERGE (n:QualityMeasure {source: row.source, run: row.run})
SET n += row.properties
