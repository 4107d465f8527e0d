"""SQL that carries meaning lives in files; a migration runs a numbered copy of one, which never changes afterwards."""

from pathlib import Path

from django.db import migrations


def install(migration: str, *names: str, undo: str) -> list[migrations.RunSQL]:
    """Operations that run `sql/<name>` beside the migration file; `undo` is the SQL that takes them back together."""
    folder = Path(migration).parent / "sql"
    first, *others = names
    return [
        migrations.RunSQL((folder / first).read_text(), undo),
        *(migrations.RunSQL((folder / name).read_text(), migrations.RunSQL.noop) for name in others),
    ]
