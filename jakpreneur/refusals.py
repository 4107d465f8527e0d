"""What the database refuses, said in the officer's words beside the field it concerns.

A rule tries, the table judges: every invariant is a named constraint with its own sentence, so two clerks at once, a
form and a shell all meet the same refusal. Only the field is named here, by each app for its own constraints.
"""

from functools import cache

from django.apps import apps
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError
from django.db.models import BaseConstraint
from django.utils.functional import Promise

#: Constraint name → the field, as rules call it, that its sentence stands beside.
beside: dict[str, str] = {}
#: Constraint name → sentence, for those that a trigger enforces and so no model declares.
sentences: dict[str, str | Promise] = {}


def refusal(error: IntegrityError) -> ValidationError | None:
    """The refusal in words; None for a constraint without a sentence, which is a fault of ours."""
    name = error.__cause__.diag.constraint_name
    sentence = sentence_of(name)
    if sentence is None:
        return None
    return ValidationError({beside.get(name, NON_FIELD_ERRORS): ValidationError(sentence, code=name)})


def sentence_of(constraint: str) -> str | Promise | None:
    return (_declared() | sentences).get(constraint)


@cache
def _declared() -> dict[str, str | Promise]:
    return {
        constraint.name: constraint.violation_error_message
        for model in apps.get_models()
        for constraint in model._meta.constraints
        if constraint.violation_error_message is not BaseConstraint.default_violation_error_message
    }
