"""A seller's lots."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from auctions import queries
from auctions.views.catalogue import dressed
from core import clock
from core.pages import paginate


@require_GET
@login_required
def lots(request: HttpRequest) -> HttpResponse:
    """The lots of the works that the person's sellers offer; nobody else's."""
    page = paginate(queries.sold_by(request.user), request, 24)
    context = {"page": page, "lots": dressed(page.object_list, clock.now())}
    return render(request, "auctions/studio_lots.html", context)
