"""The journal as views of SQL, and what is asked of them in more than one place."""
