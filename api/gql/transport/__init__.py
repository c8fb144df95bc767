"""How operations arrive: HTTP, WebSockets, persisted documents, keys of idempotency, credentials."""
