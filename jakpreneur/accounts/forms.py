"""The sign-in form."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _


class SignInForm(AuthenticationForm):
    """Says the same of an unknown name, a wrong password and a closed account: none can be told from another."""

    error_messages = {
        "invalid_login": _("The username and password do not match. Check both and try again."),
        "inactive": _("The username and password do not match. Check both and try again."),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("Username")
        self.fields["username"].error_messages["required"] = _("Enter your username.")
        self.fields["username"].widget.attrs["spellcheck"] = "false"
        self.fields["password"].label = _("Password")
        self.fields["password"].error_messages["required"] = _("Enter your password.")
        self.fields["password"].widget = forms.PasswordInput(attrs={"autocomplete": "current-password"})
