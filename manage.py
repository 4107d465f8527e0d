#!/usr/bin/env python
"""Django's command line for Jakpreneur."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from jakpreneur.acting import current_request

# What serves people runs with a role that owns nothing; every other command is its owner's.
ROLES = {"runserver": "web", "worker": "worker"}


def main() -> None:
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jakpreneur.settings")
    os.environ.setdefault("DATABASE_ROLE", ROLES.get(command, "owner"))
    current_request.set(f"manage.py {command}")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
