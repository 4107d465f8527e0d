"""What a phone could not send at once: who sends it, and what of it waits."""

import hashlib
import json

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jakpreneur.accounts.allow import allow, public
from jakpreneur.context import holds_sample_data
from pendampingan.access import OUTBOX_KEEPERS, VISITORS, owner_tag
from pendampingan.forms.sent_visit import SentVisitForm
from pendampingan.forms.visit import VisitForm

#: What a phone keeps of a visit.
TOLD_BY_A_PHONE = ("business", "visited_on", "mode", "minutes", "topics")
SCRIPTS = settings.BASE_DIR / "static" / "js"
#: Of one request; a phone that kept more sends them one batch after another.
MOST_ITEMS = 100


@require_safe
@allow(*OUTBOX_KEEPERS)
def outbox(request: HttpRequest) -> HttpResponse:
    """Whose turn it is to send, and the token that the server takes from them: asked before anything is sent, since a
    page may have been open since somebody else was signed in."""
    return JsonResponse({"owner": owner_tag(request.user), "token": get_token(request)})


@require_safe
@allow(*OUTBOX_KEEPERS)
def outbox_unsent(request: HttpRequest) -> HttpResponse:
    """The list of what waits and of what was refused; the phone fills it in."""
    return render(request, "pendampingan/outbox/unsent.html")


@require_POST
@allow(*VISITORS)
def outbox_visit(request: HttpRequest) -> HttpResponse:
    """Visits as a phone sends them, each a write of its own."""
    forms = [SentVisitForm(item, by=request.user) for item in items_sent(request)]
    answers = [form.answer() for form in forms]
    for form, answer in zip(forms, answers, strict=True):
        if "visit" in answer:
            business = form.cleaned_data["business"].name
            messages.success(request, _("The visit to %(business)s was logged.") % {"business": business})
    return JsonResponse({"items": answers})


@never_cache
@public
@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What stands in for a page out of reach; drawn for nobody, so that a phone may keep it."""
    return HttpResponse(stand_in())


@never_cache
@public
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, at an address above every page. It is another one wherever the page it keeps is."""
    script = SCRIPTS / ("worker.js" if settings.SERVICE_WORKER else "worker-off.js")
    version = hashlib.sha256(stand_in().encode()).hexdigest()[:12]
    return HttpResponse(f'const VERSION = "{version}";\n{script.read_text()}', content_type="text/javascript")


def stand_in() -> str:
    """It offers the form of a visit too, without what no phone keeps; whom it is for and which day the phone says."""
    form = VisitForm(by=None, initial={"visited_on": None})
    form.fields["business"].help_text = _("Its number, such as JP-00000013.")
    return render_to_string(
        "pendampingan/outbox/offline.html", {"sample_data": holds_sample_data, "form": form, "told": TOLD_BY_A_PHONE}
    )


def items_sent(request: HttpRequest) -> list[dict[str, str]]:
    """The items of `{"owner": …, "items": [{…}, …]}`, as forms take them.

    Raises for what is no such thing, for too many, and for what another user kept on this phone.
    """
    if request.content_type != "application/json":
        raise BadRequest  # a form with files, once looked into for its token, has no body to be read any more
    try:
        sent = json.loads(request.body)
        owner, items = sent["owner"], sent["items"]
        texts = [{name: str(value) for name, value in item.items() if value is not None} for item in items]
        json.dumps(texts, ensure_ascii=False).encode()  # JSON can say half a character, the database takes none
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as nonsense:
        raise BadRequest from nonsense
    if owner != owner_tag(request.user) or len(texts) > MOST_ITEMS:
        raise BadRequest
    return texts
