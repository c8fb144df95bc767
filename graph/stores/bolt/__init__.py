"""Reads over Bolt without the driver's sessions.

For a small read the driver takes ten times as long as its messages do: each look at its socket is a task
with a limit of time, below a session, a result and a summary. Here are the few messages that a read needs.
The driver does all else, and whatever goes wrong here is asked of it again, so that it says what is wrong.
"""
