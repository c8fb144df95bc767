// name: write/edge_measured_source_quality_measure
// mode: write
// params: rows
// Write MEASURED edges from Source to QualityMeasure: null leaves a property as it was.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MATCH (a:Source {name: row.start_name})
USING INDEX SEEK a:Source(name)
MATCH (b:QualityMeasure {source: row.end_source, run: row.end_run})
USING INDEX SEEK b:QualityMeasure(source, run)
MERGE (a)-[e:MEASURED]->(b)
SET e.at = coalesce(row.at, e.at)
