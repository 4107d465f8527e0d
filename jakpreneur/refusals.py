"""What the database refuses, said in the officer's words beside the field it concerns.

A rule tries, the table judges: every invariant is a named constraint with its own sentence, so two clerks at once, a
form and a shell all meet the same refusal. Only the field is named here, by each app for its own constraints.
"""

from collections.abc import Mapping
from functools import cache

from django.apps import apps
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError
from django.db.models import BaseConstraint
from django.forms import BaseForm
from django.utils.functional import Promise

#: Constraint name → the field, as rules call it, that its sentence stands beside.
beside: dict[str, str] = {}
#: Constraint name → sentence, for those that a trigger enforces and so no model declares.
sentences: dict[str, str | Promise] = {}


def refusal(error: IntegrityError) -> ValidationError | None:
    """The refusal in words; None for a constraint without a sentence, which is a fault of ours."""
    name = error.__cause__.diag.constraint_name
    sentence = (_declared() | sentences).get(name)
    return ValidationError({beside.get(name, NON_FIELD_ERRORS): sentence}, code=name) if sentence else None


def show(refused: ValidationError, form: BaseForm, *, names: Mapping[str, str] = {}) -> None:
    """Put a rule's refusal on `form`: beside the field where the form has it, else above all fields."""
    for name, errors in refused.update_error_dict({}).items():
        field = names.get(name, name)
        form.add_error(field if field in form.fields else None, errors)


@cache
def _declared() -> dict[str, str | Promise]:
    return {
        constraint.name: constraint.violation_error_message
        for model in apps.get_models()
        for constraint in model._meta.constraints
        if constraint.violation_error_message is not BaseConstraint.default_violation_error_message
    }
