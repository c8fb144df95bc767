// name: browser/quality_of_sources
// mode: read
// params:
// Quality of sources. How good the data of each source was, run by run.
MATCH (source:Source)-[measured:MEASURED]->(quality:QualityMeasure)
RETURN source.name AS name, measured.at AS at, quality.score AS score, quality.completeness AS completeness,
  quality.validity AS validity, quality.freshness AS freshness, quality.consistency AS consistency,
  quality.records AS records, quality.rejections AS rejections
ORDER BY name, at
LIMIT 500
