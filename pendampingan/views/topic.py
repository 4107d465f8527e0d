"""The topics of classes and visits: the list, a new one, another name for one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from jakpreneur.accounts.allow import allow
from jakpreneur.accounts.models import Role
from jakpreneur.rule_form import sent
from pendampingan.forms.topic import TopicEditForm, TopicForm
from pendampingan.models import Topic


@never_cache
@require_safe
@allow(Role.STAFF)
def topic_list(request: HttpRequest) -> HttpResponse:
    return render(request, "pendampingan/topic/list.html", {"topics": Topic.objects.for_list()})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.STAFF)
def topic_add(request: HttpRequest) -> HttpResponse:
    form = TopicForm(sent(request), by=request.user)
    if form.is_valid() and (topic := form.save()):
        messages.success(request, _("%(topic)s can be chosen now.") % {"topic": topic.name})
        return redirect("topic_list")
    return render(request, "pendampingan/topic/add.html", {"form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.STAFF)
def topic_edit(request: HttpRequest, topic: str) -> HttpResponse:
    known = get_object_or_404(Topic, code=topic)
    form = TopicEditForm(sent(request), topic=known, by=request.user)
    if form.is_valid() and form.save():
        messages.success(request, _("The topic was saved."))
        return redirect("topic_list")
    return render(request, "pendampingan/topic/edit.html", {"form": form, "topic": known})
