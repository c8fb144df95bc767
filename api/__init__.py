"""What people and programs talk to: command line, GraphQL, event intake and web pages."""
