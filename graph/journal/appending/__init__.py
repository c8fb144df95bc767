"""What happens to entries on their way into the tables: looked at, known or new, encoded."""
