"""`ckg insight …` and `ckg network …`: what scores say."""
