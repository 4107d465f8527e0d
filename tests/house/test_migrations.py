"""The migrations make just the tables that the models describe."""

from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.questioner import NonInteractiveMigrationQuestioner
from django.db.migrations.state import ProjectState
from django.utils import translation


def test_models_equal_migrations():
    loader = MigrationLoader(None, ignore_no_migrations=True)
    asked = NonInteractiveMigrationQuestioner(specified_apps=set(), dry_run=True)

    with translation.override(None):  # as makemigrations does: a migration holds the untranslated words
        described = ProjectState.from_apps(apps)
        changes = MigrationAutodetector(loader.project_state(), described, asked).changes(loader.graph)

    assert {app: [str(step) for step in steps[0].operations] for app, steps in changes.items()} == {}


def test_every_app_has_one_line_of_migrations():
    assert MigrationLoader(None, ignore_no_migrations=True).detect_conflicts() == {}
