"""What a steward is asked on a terminal."""

import typer


def prompt(text: str) -> str:
    """What is typed, without blanks around it."""
    answer: str = typer.prompt(text, default="", show_default=False)
    return answer.strip()


def ask(menu: str) -> str:
    """The key that is typed, in small."""
    return prompt(menu).lower()[:1]
