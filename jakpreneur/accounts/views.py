"""In and out of the house."""

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import LoginView
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from jakpreneur.accounts.allow import public
from jakpreneur.accounts.forms import SignInForm

sign_in = public(
    sensitive_post_parameters("password")(
        LoginView.as_view(
            template_name="accounts/sign_in.html",
            authentication_form=SignInForm,
            redirect_authenticated_user=True,
        )
    )
)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request):
    """A link leads to a question, since only a POST may change who is signed in."""
    if not request.user.is_authenticated:
        return redirect("sign_in")
    if request.method == "POST":
        logout(request)
        messages.success(request, _("You are signed out."))
        return redirect("sign_in")
    return render(request, "accounts/sign_out.html")
