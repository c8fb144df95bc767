"""Names of persons and organizations: titles, order, marks, legal forms."""
