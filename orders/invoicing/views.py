"""Pages of invoices: two lists, the document, its PDF and its XML. An outsider finds nothing here."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import segno
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from accounts.requests import SignedIn
from core.pages import paginate
from orders import queries as order_queries
from orders.invoicing import printing, queries, rules
from orders.invoicing.models import Invoice
from orders.invoicing.papers import paper_of

PER_PAGE = 20


@require_GET
@login_required
def invoice_list(request: SignedIn) -> HttpResponse:
    rows = queries.for_lists(queries.received_by(request.user)).order_by("-issued_at", "-pk")
    return _list(request, rows, sales=False)


@require_GET
@login_required
def sale_list(request: SignedIn) -> HttpResponse:
    """For a seller's people: issued in their name, in their stead, and to them."""
    rows = queries.for_lists(queries.sold_by(request.user)).order_by("-issued_at", "-pk")
    return _list(request, rows, sales=True)


def _list(request: SignedIn, rows: Any, *, sales: bool) -> HttpResponse:
    page = paginate(rows, request, PER_PAGE)
    sells = sales or order_queries.sellers_of(request.user).exists()
    context = {"page": page, "invoices": page.object_list, "sales": sales, "sells": sells}
    return render(request, "invoicing/invoice_list.html", context)


@require_GET
@login_required
def invoice_detail(request: SignedIn, uuid: UUID) -> HttpResponse:
    invoice = _invoice(request, uuid)
    staff = rules.may_see_all(request.user)
    context = {
        "invoice": invoice,
        "paper": paper_of(invoice),
        "heads": [head for head, _share in printing.HEADS],
        "code": _drawn(invoice.qr) if invoice.qr else "",
        "submissions": list(invoice.submissions.all()[:5]) if staff else [],
        "staff": staff,
    }
    return render(request, "invoicing/invoice_detail.html", context)


@require_GET
@login_required
def invoice_pdf(request: SignedIn, uuid: UUID) -> HttpResponse:
    invoice = _invoice(request, uuid)
    language = "ar" if (get_language() or "ar").startswith("ar") else "en"
    response = HttpResponse(printing.pdf_of(invoice, language), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{invoice.number}-{language}.pdf"'
    return response


@require_GET
@login_required
def invoice_xml(request: SignedIn, uuid: UUID) -> HttpResponse:
    """Only where the law knows one; elsewhere there is nothing to download."""
    invoice = _invoice(request, uuid)
    if not invoice.best_xml:
        raise Http404
    response = HttpResponse(invoice.best_xml, content_type="application/xml")
    response["Content-Disposition"] = f'attachment; filename="{invoice.number}.xml"'
    return response


def _invoice(request: SignedIn, uuid: UUID) -> Invoice:
    found: Invoice = get_object_or_404(queries.with_details(queries.visible_to(request.user)), uuid=uuid)
    return found


def _drawn(code: str) -> SafeString:
    """The QR code as SVG, black on white in every theme. It consists of base64 that we made."""
    drawn = segno.make(code, error="m", micro=False).svg_inline(border=2, omitsize=True, light="#fff")
    return mark_safe(drawn)  # noqa: S308
