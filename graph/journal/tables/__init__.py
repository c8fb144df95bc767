"""The Delta Lake tables that the journal consists of: columns, order, checksums, keys beside them."""
