"""Notices of the person who is signed in."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST

from accounts.requests import SignedIn
from core.pages import paginate
from mailing import queries, services
from mailing.context import notices
from mailing.wording import url_of

PER_PAGE = 30


@require_GET
@login_required
def notice_list(request: SignedIn) -> HttpResponse:
    page = paginate(queries.notices_of(request.user), request, PER_PAGE)
    return render(request, "mailing/notice_list.html", {"page": page, **notices(request)})


@require_POST
@login_required
def notice_open(request: SignedIn, pk: int) -> HttpResponse:
    """Read, and on to what it is about."""
    notice = get_object_or_404(queries.notices_of(request.user), pk=pk)
    services.mark_read(notice=notice)
    return redirect(url_of(notice, get_language() or "ar") or "mailing:notices")


@require_POST
@login_required
def notices_read(request: SignedIn) -> HttpResponse:
    services.mark_all_read(user=request.user)
    return redirect("mailing:notices")
