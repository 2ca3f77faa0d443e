"""Pages of docs/reference that are made from the code; `make docs` writes them, a test compares them."""

from pathlib import Path
from typing import Any

import click

from layak.cli import main
from layak.web.environment import SETTINGS

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"


def settings() -> str:
    """Every environment variable with its default and meaning."""
    rows = [f"| `{s.name}` | {f'`{s.default}`' if s.default else ''} | {s.meaning} |" for s in SETTINGS]
    head = [
        "# Settings",
        "",
        "Every setting is an environment variable. `NAME_FILE` names a file that holds the value of `NAME`,",
        "so that secrets need not stand in the environment. Written by `make docs`.",
        "",
        "| variable | default | meaning |",
        "|---|---|---|",
    ]
    return "\n".join([*head, *rows, ""])


WIDE: dict[str, Any] = {"terminal_width": 100, "max_content_width": 100}


def commands() -> str:
    """Every command with its help, as `--help` prints it; click keeps the options of whoever asked first."""
    parts = ["# Commands\n\nWritten by `make docs` from the commands' own help.\n"]
    for words, command in walk(main, "layak"):
        with click.Context(command, info_name=words, **WIDE, **main.context_settings) as context:
            parts.append(f"## `{words}`\n\n```text\n{command.get_help(context)}\n```\n")
    return "\n".join(parts)


def walk(command: click.Command, words: str) -> list[tuple[str, click.Command]]:
    """A command and all below it, with the words that call each."""
    below = command.commands.items() if isinstance(command, click.Group) else ()
    return [(words, command), *(pair for name, inner in below for pair in walk(inner, f"{words} {name}"))]


PAGES = {"settings.md": settings, "commands.md": commands}

if __name__ == "__main__":
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        (REFERENCE / name).write_text(page())
