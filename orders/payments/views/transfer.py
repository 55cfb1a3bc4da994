"""The buyer's page of a bank transfer: where to send it, what to quote, and the proof."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.requests import SignedIn
from core.errors import SoukError
from orders.payments import queries, services
from orders.payments.exceptions import ProofMissing
from orders.payments.models import Transfer
from orders.payments.views.found import orders_of, own_payment, way_back
from orders.platform import platform


@require_http_methods(["GET", "POST"])
@login_required
def page(request: SignedIn, reference: str) -> HttpResponse:
    payment = own_payment(request, reference, "bank")
    transfer = get_object_or_404(Transfer.objects.prefetch_related("proofs"), payment=payment)
    error = ""
    if request.method == "POST":
        try:
            file = _upload(request)
            services.add_proof(transfer=transfer, by=request.user, file=file, name=str(file.name or ""))
        except SoukError as refusal:
            error = refusal.text
        else:
            messages.success(
                request, _("Thank you, your proof has arrived. We look for your transfer daily.")
            )
            return redirect("payments:transfer", reference)
    us = platform()
    context = {
        "payment": payment,
        "orders": orders_of(payment),
        "transfer": transfer,
        "proofs": transfer.proofs.all(),
        "us": us,
        "iban": " ".join(us.iban[at : at + 4] for at in range(0, len(us.iban), 4)),
        "megabytes": settings.TRANSFER_PROOF_MAX_BYTES // (1024 * 1024),
        "back": way_back(payment),
        "error": error,
    }
    return render(request, "payments/transfer_detail.html", context, status=400 if error else 200)


@require_GET
@login_required
def proof(request: SignedIn, pk: int) -> FileResponse:
    """The file itself, for the one who sent it and for staff; never run, never shown inside a page of ours."""
    row = get_object_or_404(queries.visible_proofs(request.user).select_related("transfer"), pk=pk)
    ending = str(row.file.name).rpartition(".")[2]
    answer = FileResponse(
        row.file.open("rb"),
        as_attachment=True,
        filename=f"{row.transfer.code}.{ending}",
        content_type=row.mime,
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _upload(request: SignedIn) -> UploadedFile[Any]:
    file = request.FILES.get("proof")
    if not isinstance(file, UploadedFile):
        raise ProofMissing
    return file
