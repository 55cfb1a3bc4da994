"""The published heads of the audit log: for everybody, so that anybody can hold us to them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from compliance.models import AuditHead
from core.pages import paginate

PER_PAGE = 60


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    heads = paginate(AuditHead.objects.order_by("-day"), request, PER_PAGE)
    return render(request, "compliance/audit_heads.html", {"page": heads})


@require_safe
def as_json(request: HttpRequest) -> HttpResponse:
    """All of them, for machines: `verify_audit --heads` reads this file."""
    rows = AuditHead.objects.order_by("-day").values_list("day", "seq", "hash")
    heads = [{"day": day, "number": seq, "hash": own_hash} for day, seq, own_hash in rows]
    return JsonResponse({"algorithm": "SHA-256", "heads": heads})
