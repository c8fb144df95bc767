"""What sources stated, as nodes and edges: records, events, identifiers, traits."""
