"""What a document will say, before it has a number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone

from core.pdf.words import Two
from orders.enums import LineKind, RefundReason, Supplier, VatCategory
from orders.invoicing import parties
from orders.invoicing.enums import Addressed, Document
from orders.invoicing.fitting import Fitted, Piece, fit
from orders.invoicing.models import Invoice
from orders.models import Order, OrderLine, Refund, Seller

EXPORT_OF_SERVICES = "VATEX-SA-33"
EXPORTS = frozenset({"VATEX-SA-32", EXPORT_OF_SERVICES})
COMMISSION = Two("عمولة البيع", "Commission on the sale")


@dataclass(frozen=True, slots=True)
class DraftLine:
    line: OrderLine | None
    description: Two
    net: int
    gross: int
    bps: int
    category: str = VatCategory.STANDARD
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """`issuer` None is the platform. Amounts are minor units of the order's currency."""

    order: Order
    issuer: Seller | None
    addressed: Addressed
    issuer_party: Mapping[str, Any]
    customer: Mapping[str, Any]
    lines: Sequence[DraftLine]
    supplied_on: date
    business: bool
    document: Document = Document.INVOICE
    refund: Refund | None = None
    original: Invoice | None = None
    reason: Two = field(default_factory=lambda: Two("", ""))

    @property
    def country(self) -> str:
        return str(self.issuer_party["country"])

    @property
    def export(self) -> bool:
        return all(line.reason in EXPORTS for line in self.lines)

    @property
    def simplified(self) -> bool:
        """An export is never simplified (BR-KSA-31)."""
        return not self.business and not self.export

    @property
    def total(self) -> int:
        return sum(line.gross for line in self.lines)

    def fitted(self) -> Fitted:
        return fit(
            [Piece(line.net, line.gross, line.bps, line.category + line.reason) for line in self.lines]
        )


def for_sale(order: Order) -> list[Draft]:
    """One invoice for each supplier of record; a deposit is no supply and has none."""
    lines = [line for line in order.lines.all() if line.kind != LineKind.DEPOSIT]
    found = []
    for supplier in Supplier:
        own = [_of_line(line) for line in lines if line.supplier == supplier]
        if sum(line.gross for line in own):
            found.append(_sale(order, supplier, own))
    return found


def for_commission(order: Order) -> Draft | None:
    """Ours to a registered seller, for what we kept of a sale and did not give back; None where we kept none."""
    lines = [_of_commission(line) for line in order.lines.all() if _charged(line)]
    lines = [line for line in lines if line.gross > 0]
    return _commission(order, lines) if lines else None


def for_refund(refund: Refund, invoices: Sequence[Invoice]) -> list[Draft]:
    """A credit note to each invoice of the order that has lines of which something went back."""
    found = []
    for invoice in invoices:
        lines = _credited(refund, invoice)
        if sum(line.gross for line in lines):
            found.append(_note(refund, invoice, lines))
    return found


def _sale(order: Order, supplier: Supplier, lines: Sequence[DraftLine]) -> Draft:
    seller = order.seller if supplier == Supplier.SELLER else None
    number = next((line.line.seller_vat_number for line in lines if line.line), "")
    return Draft(
        order=order,
        issuer=seller,
        addressed=Addressed.BUYER,
        issuer_party=parties.of_seller(seller, vat_number=number) if seller else parties.of_platform(),
        customer=parties.of_buyer(order),
        lines=lines,
        supplied_on=timezone.localdate(order.paid_at or order.placed_at),
        business=parties.is_business(order),
    )


def _commission(order: Order, lines: Sequence[DraftLine]) -> Draft:
    number = next((line.line.seller_vat_number for line in lines if line.line), "")
    return Draft(
        order=order,
        issuer=None,
        addressed=Addressed.SELLER,
        issuer_party=parties.of_platform(),
        customer=parties.of_seller(order.seller, vat_number=number),
        lines=lines,
        supplied_on=timezone.localdate(order.completed_at or order.paid_at or order.placed_at),
        business=True,
    )


def _note(refund: Refund, invoice: Invoice, lines: Sequence[DraftLine]) -> Draft:
    """The parties stay those of the invoice: what is corrected is what was said then."""
    return Draft(
        order=refund.order,
        issuer=invoice.unit.seller,
        addressed=Addressed(invoice.addressed),
        issuer_party=invoice.issuer,
        customer=invoice.customer,
        lines=lines,
        supplied_on=invoice.supplied_on,
        business=invoice.kind == "standard",
        document=Document.CREDIT_NOTE,
        refund=refund,
        original=invoice,
        reason=REASONS[RefundReason(refund.reason)],
    )


def _credited(refund: Refund, invoice: Invoice) -> list[DraftLine]:
    if invoice.addressed == Addressed.SELLER and refund.asked_at <= invoice.issued_at:
        return []  # what had gone back by then was left out of the commission
    invoiced = set(invoice.lines.values_list("order_line_id", flat=True))
    found = []
    for part in refund.lines.select_related("line"):
        if part.line_id not in invoiced:
            continue
        if invoice.addressed == Addressed.SELLER:
            vat = part.share_vat
            found.append(_commission_line(part.line, part.share_revenue, part.share_revenue + vat))
        else:
            found.append(_of_line(part.line, part.net, part.gross))
    return found


def _of_line(line: OrderLine, net: int | None = None, gross: int | None = None) -> DraftLine:
    return DraftLine(
        line=line,
        description=Two(line.description_ar, line.description_en),
        net=line.net if net is None else net,
        gross=line.gross if gross is None else gross,
        bps=line.vat_bps,
        category=line.vat_category,
        reason=line.vat_reason,
    )


def _charged(line: OrderLine) -> bool:
    """Where the platform is the supplier it buys from the seller: there is a margin, but no commission."""
    return line.supplier == Supplier.SELLER and line.commission > 0


def _of_commission(line: OrderLine) -> DraftLine:
    back = list(line.refunds.all())
    net = line.commission - sum(part.share_revenue for part in back)
    vat = line.commission_vat - sum(part.share_vat for part in back)
    return _commission_line(line, net, net + vat)


def _commission_line(line: OrderLine, net: int, gross: int) -> DraftLine:
    """A service to somebody abroad is exported: zero rate, with its reason."""
    taxed = line.commission_vat > 0
    return DraftLine(
        line=line,
        description=Two(
            f"{COMMISSION.ar}: {line.description_ar}"[:400], f"{COMMISSION.en}: {line.description_en}"[:400]
        ),
        net=net,
        gross=gross,
        bps=1_500 if taxed else 0,
        category=VatCategory.STANDARD if taxed else VatCategory.ZERO,
        reason="" if taxed else EXPORT_OF_SERVICES,
    )


# A note must give its reason in the document itself, in Arabic and beside it in English.
REASONS = {
    RefundReason.SURPLUS: Two("مبلغ مدفوع بعد انتهاء الطلب", "Paid although the order had ended"),
    RefundReason.CANCELLED: Two("إلغاء قبل الإرسال", "Cancelled before dispatch"),
    RefundReason.LATE: Two("تأخر التسليم", "Delivered too late"),
    RefundReason.WITHDRAWAL: Two("إرجاع خلال المدة النظامية", "Returned within the legal days"),
    RefundReason.FAULTY: Two("عيب أو تلف في العمل", "Faulty or damaged"),
    RefundReason.NOT_AS_DESCRIBED: Two("العمل يخالف وصفه", "Not as described"),
    RefundReason.GOODWILL: Two("تعويض ودّي", "Goodwill"),
    RefundReason.DISPUTE: Two("قرار في نزاع", "Decided in a dispute"),
    RefundReason.OTHER: Two("سبب آخر", "Another reason"),
}
