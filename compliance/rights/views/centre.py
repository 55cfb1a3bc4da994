"""The privacy centre: what is held about me, my requests, what I may ask for."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from compliance import deadlines
from compliance.rights import holdings, queries, story, wording
from compliance.rights.enums import Right
from core import clock
from core.pages import paginate

PER_PAGE = 10
OFFERED = (
    Right.COPY,
    Right.CORRECTION,
    Right.RESTRICTION,
    Right.WITHDRAW,
    Right.COMPLAINT,
    Right.DESTRUCTION,
)


@require_safe
def centre(request: HttpRequest) -> HttpResponse:
    """For everybody: somebody without an account finds the way to ask, too."""
    context: dict[str, Any] = {
        "offers": [(right, wording.TITLES[right], wording.LEADS[right]) for right in OFFERED],
        "days": (deadlines.platform().respond["default"]).n,
        "complaint_days": deadlines.platform().complaint_days,
        "authority": deadlines.platform().authority(get_language() or "ar"),
    }
    if request.user.is_authenticated:
        context |= _mine(request)
    response = render(request, "rights/centre_read.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


def _mine(request: HttpRequest) -> dict[str, Any]:
    now = clock.now()
    page = paginate(queries.of_person(request.user).select_related("user"), request, PER_PAGE)
    return {
        "topics": holdings.topics_of(request.user),
        "page": page,
        "rows": story.rows_of(page.object_list, now),
        "restrictions": queries.restrictions_of(request.user).select_related("request"),
    }
