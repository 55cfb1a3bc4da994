"""Staff: a statement is uploaded, matches are proposed, each is confirmed by a person."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedIn
from core.errors import SoukError
from core.money import EXPONENTS
from orders.payments import queries, statement
from orders.payments.exceptions import StatementUnreadable
from orders.payments.views.found import staff_only


@require_http_methods(["GET", "POST"])
@staff_only
def upload(request: SignedIn) -> HttpResponse:
    """Nothing is kept and nothing is decided here: each proposal leads to its transfer's page."""
    currency = request.POST.get("currency", "SAR")
    error, rows = "", None
    if request.method == "POST":
        try:
            rows = _proposals(request, currency if currency in EXPONENTS else "SAR")
        except SoukError as refusal:
            error = refusal.text
    context = {"rows": rows, "error": error, "currency": currency, "currencies": list(EXPONENTS)}
    return render(request, "payments/statement_upload.html", context, status=400 if error else 200)


def _proposals(request: SignedIn, currency: str) -> list[statement.Proposal]:
    file = request.FILES.get("statement")
    if not isinstance(file, UploadedFile) or (file.size or 0) > statement.MAX_BYTES:
        raise StatementUnreadable
    found = statement.arrivals(file.read(), currency)
    waiting = queries.open_transfers().filter(payment__currency=currency)
    return statement.proposals(found, waiting)
