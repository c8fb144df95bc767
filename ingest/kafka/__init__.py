"""Topics of Kafka as inputs, read on for ever from where the journal is (extra `kafka`)."""
