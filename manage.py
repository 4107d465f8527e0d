#!/usr/bin/env python
"""Django's command line for Jakpreneur."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from jakpreneur import database, parent
from jakpreneur.cluster import ClusterError

# What serves people runs with a role that owns nothing; every other command is its owner's.
ROLES = {"runserver": "web", "worker": "worker"}
# What reads no database starts none.
WITHOUT_DATABASE = {
    "check",
    "collectstatic",
    "compilemessages",
    "diffsettings",
    "findstatic",
    "help",
    "makemessages",
    "makemigrations",
    "version",
}


def main() -> None:
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    no_database = command.lstrip("-") in WITHOUT_DATABASE or {"-h", "--help"} & set(sys.argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jakpreneur.settings")
    os.environ.setdefault("DATABASE_ROLE", ROLES.get(command, "owner"))
    parent.stop_with_it()
    try:
        if no_database:
            execute_from_command_line(sys.argv)
        else:
            with database.ended_by_signals(), database.running():
                execute_from_command_line(sys.argv)
    except (ImproperlyConfigured, ClusterError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
