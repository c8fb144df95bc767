"""Tables and queries of SQL databases as inputs, read whole or from a watermark on (extra `sql`)."""
