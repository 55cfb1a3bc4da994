"""Label, packing slip and the pictures of a proof: private, for both sides of the sale and staff."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.files.storage import Storage
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from accounts.requests import SignedIn
from orders.delivery import carriers, papers, queries, rules
from orders.delivery.models import Shipment

PICTURES = ("photo", "signature")


@require_GET
@login_required
@cache_control(private=True, no_store=True)
def label(request: SignedIn, pk: int) -> HttpResponse:
    """For whoever sends it: the carrier's own, where its service makes one, else ours."""
    shipment = _shipment(request, pk)
    if not rules.may_carry(request.user, shipment):
        raise Http404
    theirs = carriers.carrier(shipment.carrier).label(shipment)
    content = theirs or papers.label(shipment, language=get_language() or "ar")
    return _pdf(content, f"label-{shipment.order.number}.pdf")


@require_GET
@login_required
@cache_control(private=True, no_store=True)
def slip(request: SignedIn, pk: int) -> HttpResponse:
    shipment = _shipment(request, pk)
    if not rules.may_carry(request.user, shipment):
        raise Http404
    name = f"packing-slip-{shipment.order.number}.pdf"
    return _pdf(papers.packing_slip(shipment, language=get_language() or "ar"), name)


@require_GET
@login_required
@cache_control(private=True, no_store=True)
def proof(request: SignedIn, pk: int, kind: str) -> FileResponse:
    """The picture or the signature of the one who received it."""
    shipment = _shipment(request, pk)
    found = getattr(shipment, "proof", None)
    file = getattr(found, kind, None) if kind in PICTURES else None
    if not file:
        raise Http404
    storage: Storage = file.storage
    if not storage.exists(file.name):
        raise Http404
    return FileResponse(storage.open(file.name), content_type="image/jpeg")


def _shipment(request: SignedIn, pk: int) -> Shipment:
    found: Shipment = get_object_or_404(
        queries.visible_to(request.user).select_related("order", "order__seller", "proof"), pk=pk
    )
    return found


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response
