"""SQL files of several statements, each under its name."""

from pathlib import Path


def named_statements(file: Path) -> dict[str, str]:
    """The statements of a file, by the name that stands above each as `-- name: …`."""
    parts = file.read_text().split("-- name: ")[1:]
    return dict(part.split("\n", 1) for part in parts)
