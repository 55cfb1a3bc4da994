"""The mail room for staff: what went out or was kept, and how the mails are worded."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp_replace, csp_update
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_POST

from accounts.requests import SignedIn
from core.errors import SoukError
from core.pages import paginate
from mailing import queries, rules, services
from mailing.forms import MailSearchForm
from mailing.models import EmailMessage

PER_PAGE = 50
# A mail is somebody's HTML: no script, no form, nothing loaded, inside a sandboxed frame of our own page.
MAIL_CSP = {
    "default-src": [NONE],
    "style-src": [UNSAFE_INLINE],
    "img-src": ["data:"],
    "script-src": [NONE],
    "form-action": [NONE],
    "frame-ancestors": [SELF],
    "sandbox": ["allow-popups"],
}
FRAME_CSP = {"frame-src": [SELF]}

View = Callable[..., HttpResponse]


def staff(rule: Callable[[Any], bool]) -> Callable[[View], View]:
    """Only for those whom the rule lets in; to anybody else the page does not exist."""

    def decorate(view: View) -> View:
        @wraps(view)
        @login_required
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not rule(request.user):
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    return decorate


@require_GET
@staff(rules.may_read_mail)
def mail_list(request: SignedIn) -> HttpResponse:
    form = MailSearchForm(request.GET)
    form.is_valid()
    found = form.cleaned_data
    rows = queries.messages(
        search=found.get("q", ""), state=found.get("state", ""), template=found.get("template", "")
    )
    context = {"form": form, "page": paginate(rows, request, PER_PAGE), "filtered": any(found.values())}
    return render(request, "mailing/mail_list.html", context)


@require_GET
@csp_update(FRAME_CSP)
@staff(rules.may_read_mail)
def mail_detail(request: SignedIn, pk: int) -> HttpResponse:
    """Opening somebody's mail is written down."""
    message = get_object_or_404(EmailMessage.objects.prefetch_related("attachments"), pk=pk)
    services.record_reading(message=message, by=request.user)
    context = {"message": message, "may_handle": rules.may_handle_mail(request.user)}
    return render(request, "mailing/mail_detail.html", context)


@require_GET
@csp_replace(MAIL_CSP)
@xframe_options_sameorigin
@staff(rules.may_read_mail)
def mail_html(request: SignedIn, pk: int) -> HttpResponse:
    """The HTML of a mail for the sandboxed frame of its page, which has written the reading down."""
    del request
    message = get_object_or_404(EmailMessage.objects.only("html"), pk=pk)
    return HttpResponse(message.html)


@require_POST
@staff(rules.may_handle_mail)
def mail_cancel(request: SignedIn, pk: int) -> HttpResponse:
    return _act(request, pk, services.cancel)


@require_POST
@staff(rules.may_handle_mail)
def mail_requeue(request: SignedIn, pk: int) -> HttpResponse:
    return _act(request, pk, services.requeue)


def _act(request: SignedIn, pk: int, verb: Callable[..., EmailMessage]) -> HttpResponse:
    try:
        verb(message=get_object_or_404(EmailMessage, pk=pk), by=request.user)
    except SoukError as error:
        messages.error(request, error.text)
    return redirect("mailing:mail", pk)
