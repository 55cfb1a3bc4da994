"""Staff say why they open somebody's records."""

from __future__ import annotations

from django.apps import apps
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from compliance import looks
from compliance.forms import ReasonForm
from core.bidi import clean_line


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def reason(request: HttpRequest) -> HttpResponse:
    """`kind` says for which records, `next` where they wanted to go."""
    kind = request.GET.get("kind", "")
    if not request.user.is_staff or kind not in looks.kinds():
        raise Http404
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        looks.give_reason(request.session, kind, clean_line(form.cleaned_data["reason"]))
        return redirect(_onward(request))
    context = {"form": form, "kind": apps.get_app_config(kind).verbose_name, "minutes": looks.HOLDS // 60}
    return render(request, "compliance/look_reason.html", context)


def _onward(request: HttpRequest) -> str:
    """Only to a page of our own."""
    wanted = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else reverse("admin:index")
