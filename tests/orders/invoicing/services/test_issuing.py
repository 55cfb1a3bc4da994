"""Who issues what, when, and that the chain has no gap."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from core.money import Money
from orders import drafts as order_drafts
from orders import services as order_services
from orders.addresses import PostalAddress
from orders.enums import RefundReason, Supplier
from orders.invoicing import services, zatca
from orders.invoicing.enums import Addressed, Document, Filing, InvoiceKind
from orders.invoicing.models import Hold, Invoice, IssuingUnit
from orders.invoicing.zatca.reading import found, parse, text
from orders.vat import Treatment
from tests.factories.accounts import UserFactory
from tests.factories.invoicing import (
    ADDRESS,
    COMPANY,
    FullSellerFactory,
    UnregisteredFactory,
    invoice_of,
)
from tests.factories.orders import SellerFactory, paid_order

pytestmark = pytest.mark.django_db


EMIRATES = Treatment(500, 500, "S", "", "AE")


def hammer(seller, **given):
    lines = order_drafts.lot_lines(hammer=Money(43_000_000, "SAR"), title_ar="لوحة", title_en="Painting")
    return paid_order(seller=seller, lines=lines, **given)


def row(invoice: Invoice) -> tuple[object, ...]:
    return (invoice.document, invoice.kind, invoice.addressed, invoice.total, invoice.third_party)


def test_a_registered_sellers_work_is_invoiced_in_the_sellers_name():
    seller = FullSellerFactory()
    invoice = invoice_of(seller=seller)
    root = parse(bytes(invoice.xml))

    assert row(invoice) == (Document.INVOICE, InvoiceKind.SIMPLIFIED, Addressed.BUYER, 185_000, True)
    assert (invoice.net, invoice.vat, invoice.rounding, invoice.vat_home) == (160_869, 24_130, 1, 24_130)
    assert invoice.number == f"INV-{seller.pk}-000001"
    assert invoice.unit.seller == seller
    assert found(root, "cbc:InvoiceTypeCode")[0].get("name") == "0210000"
    assert text(root, "cac:AccountingSupplierParty//cbc:RegistrationName") == "شركة صالة الضوء"
    assert zatca.check(bytes(invoice.xml), now=invoice.issued_at) == []
    assert invoice.filing == Filing.WAITING


def test_an_unregistered_artists_work_is_invoiced_by_the_platform_on_the_full_price():
    invoice = invoice_of(seller=UnregisteredFactory())

    assert row(invoice) == (Document.INVOICE, InvoiceKind.SIMPLIFIED, Addressed.BUYER, 185_000, False)
    assert invoice.number == "INV-000001"
    assert invoice.issuer["vat_number"] == "310448211700003"
    assert invoice.unit.seller is None


def test_a_lot_of_a_registered_seller_has_two_invoices_and_together_they_are_what_was_paid():
    order = hammer(FullSellerFactory())
    issued = services.issue_for_order(order=order)

    by_supplier = {line.supplier: line.gross for line in order.lines.all()}
    assert {invoice.third_party: invoice.total for invoice in issued} == {
        False: by_supplier[Supplier.PLATFORM],
        True: by_supplier[Supplier.SELLER],
    }
    assert sum(invoice.total for invoice in issued) == order.total


def test_a_company_gets_a_standard_invoice_with_its_number():
    invoice = invoice_of(bill_to=PostalAddress.from_dict(COMPANY))
    root = parse(bytes(invoice.xml))

    assert invoice.kind == InvoiceKind.STANDARD
    assert text(root, "cac:AccountingCustomerParty//cbc:CompanyID") == "311111111101113"
    assert text(root, "cac:AccountingCustomerParty//cbc:RegistrationName") == "شركة الواحة"
    assert zatca.check(bytes(invoice.xml), now=invoice.issued_at) == []


def test_issuing_again_changes_nothing():
    order = paid_order(seller=FullSellerFactory())
    first = services.issue_for_order(order=order)

    assert services.issue_for_order(order=order) == first
    assert Invoice.objects.count() == 1


def test_an_unpaid_order_has_no_invoice():
    order = paid_order(seller=FullSellerFactory())
    order.paid_at = None

    assert services.issue_for_order(order=order) == []


def test_documents_of_a_unit_make_one_chain():
    seller = FullSellerFactory()
    issued = [invoice_of(seller=seller) for _ in range(3)]

    assert [invoice.counter for invoice in issued] == [1, 2, 3]
    assert [invoice.previous_hash for invoice in issued] == [
        zatca.FIRST_PREVIOUS_HASH,
        issued[0].hash,
        issued[1].hash,
    ]
    assert [zatca.invoice_hash(bytes(invoice.xml)) for invoice in issued] == [one.hash for one in issued]


def test_what_the_issuer_has_not_told_us_puts_the_invoice_on_hold_and_uses_no_number():
    seller = FullSellerFactory(address={}, registration_number="")
    order = paid_order(seller=seller)

    assert services.issue_for_order(order=order) == []
    hold = Hold.objects.get()
    assert (hold.order, hold.issuer, hold.document) == (order, seller, Document.INVOICE)
    assert [problem["code"] for problem in hold.problems] == ["issuer.registration", "issuer.address"]
    assert IssuingUnit.objects.filter(counter__gt=0).count() == 0

    seller.address, seller.registration_number = ADDRESS, "1010999888"
    seller.save()
    hold = Hold.objects.select_related("order__seller").get()
    assert [invoice.counter for invoice in services.issue_held(hold=hold)] == [1]
    assert Hold.objects.count() == 0


def test_a_rule_that_does_not_hold_names_itself():
    seller = FullSellerFactory(address={**ADDRESS, "building": "29"})

    services.issue_for_order(order=paid_order(seller=seller))
    assert [problem["code"] for problem in Hold.objects.get().problems] == ["BR-KSA-37"]


def test_a_refund_of_the_whole_is_credited_to_the_halala():
    order = paid_order(seller=FullSellerFactory())
    invoice = services.issue_for_order(order=order)[0]
    refund = order_services.refund(order=order, by=None, reason=RefundReason.WITHDRAWAL)

    (note,) = services.issue_for_refund(refund=refund)
    assert row(note) == (Document.CREDIT_NOTE, InvoiceKind.SIMPLIFIED, Addressed.BUYER, 185_000, True)
    assert (note.net, note.vat, note.original) == (invoice.net, invoice.vat, invoice)
    assert (note.counter, note.previous_hash) == (2, invoice.hash)
    root = parse(bytes(note.xml))
    assert text(root, "cbc:InvoiceTypeCode") == "381"
    assert text(root, "cac:BillingReference//cbc:ID") == invoice.number
    assert text(root, "cac:PaymentMeans/cbc:InstructionNote") == (
        "إرجاع خلال المدة النظامية | Returned within the legal days"
    )
    assert zatca.check(bytes(note.xml), now=note.issued_at) == []
    assert services.issue_for_refund(refund=refund) == [note]


def test_a_refund_of_a_part_is_credited_on_the_invoice_that_has_the_line():
    order = hammer(FullSellerFactory())
    services.issue_for_order(order=order)
    premium = order.lines.get(supplier=Supplier.PLATFORM)
    refund = order_services.refund(
        order=order, by=None, reason=RefundReason.GOODWILL, amounts={premium.pk: 11_500}
    )

    (note,) = services.issue_for_refund(refund=refund)
    assert (note.net, note.vat, note.total, note.third_party) == (10_000, 1_500, 11_500, False)


def test_a_refund_before_the_invoice_brings_the_invoice_first():
    order = paid_order(seller=FullSellerFactory())
    refund = order_services.refund(order=order, by=None, reason=RefundReason.CANCELLED)

    services.issue_for_refund(refund=refund)
    assert list(Invoice.objects.order_by("pk").values_list("document", "counter")) == [
        ("invoice", 1),
        ("credit_note", 2),
    ]


def test_our_commission_is_invoiced_to_a_registered_seller_as_a_business():
    seller = FullSellerFactory()
    order = paid_order(seller=seller)
    line = order.lines.get()

    (invoice,) = services.issue_commission(order=order)
    assert row(invoice) == (
        Document.INVOICE,
        InvoiceKind.STANDARD,
        Addressed.SELLER,
        line.commission + line.commission_vat,
        False,
    )
    assert invoice.vat == line.commission_vat
    assert invoice.customer["vat_number"] == seller.vat_number
    assert zatca.check(bytes(invoice.xml), now=invoice.issued_at) == []


def test_where_we_are_the_supplier_there_is_no_commission_to_invoice():
    assert services.issue_commission(order=paid_order(seller=UnregisteredFactory())) == []


def test_commission_on_what_went_back_is_not_invoiced_and_later_is_credited():
    order = paid_order(seller=FullSellerFactory())
    line = order.lines.get()
    half = order_services.refund(
        order=order, by=None, reason=RefundReason.GOODWILL, amounts={line.pk: line.gross // 2}
    )
    (commission,) = services.issue_commission(order=order)
    whole = order_services.refund(order=order, by=None, reason=RefundReason.FAULTY)

    notes = services.issue_for_refund(refund=half) + services.issue_for_refund(refund=whole)
    to_seller = [note.total for note in notes if note.addressed == Addressed.SELLER]
    to_buyer = [note.total for note in notes if note.addressed == Addressed.BUYER]
    assert to_seller == [commission.total]
    assert sum(to_buyer) == order.total


def test_an_order_in_dollars_states_its_vat_in_riyals_too():
    invoice = invoice_of(currency="USD", price=115_000)
    root = parse(bytes(invoice.xml))

    assert (invoice.vat, invoice.vat_home) == (15_000, 56_250)
    amounts = found(root, "cac:TaxTotal/cbc:TaxAmount")
    assert [(one.get("currencyID"), one.text) for one in amounts] == [("SAR", "562.50"), ("USD", "150.00")]


def test_a_currency_without_a_rate_waits_for_one(settings):
    assert services.issue_for_order(order=paid_order(seller=FullSellerFactory(), currency="EUR")) == []
    assert [problem["code"] for problem in Hold.objects.get().problems] == ["invoicing.rate_unknown"]

    settings.INVOICE_RATES = {"EUR": "4.05"}
    hold = Hold.objects.select_related("order__seller").get()
    assert [invoice.currency for invoice in services.issue_held(hold=hold)] == ["EUR"]


def test_a_seller_in_the_emirates_issues_by_the_emirates_rules():
    seller = FullSellerFactory(
        country="AE", vat_number="100234567800003", address={"country": "AE", "city": "دبي", "line1": "شارع"}
    )
    price = Money(105_000, "AED")
    lines = order_drafts.item_lines(price=price, title_ar="عمل", title_en="Work", treatment=EMIRATES)
    invoice = invoice_of(seller=seller, currency="AED", lines=lines)

    assert invoice.number.startswith(f"INV-{seller.pk}-20")
    assert (invoice.net, invoice.vat, invoice.total) == (100_000, 5_000, 105_000)
    assert (bytes(invoice.xml), invoice.qr, invoice.filing) == (b"", "", Filing.NOT_NEEDED)
    assert len(invoice.hash) == 64


@pytest.mark.parametrize(
    "change",
    [{"total": 1}, {"hash": "x"}, {"xml": b""}, {"number": "X"}, {"counter": 9}, {"customer": {}}],
)
def test_what_was_issued_cannot_be_changed(change):
    invoice = invoice_of()

    with pytest.raises(ProgrammingError), transaction.atomic():
        Invoice.objects.filter(pk=invoice.pk).update(**change)
    with pytest.raises(ProgrammingError), transaction.atomic():
        invoice.lines.update(net=1)
    with pytest.raises(ProgrammingError), transaction.atomic():
        Invoice.objects.filter(pk=invoice.pk)._raw_delete("default")


def test_a_counter_cannot_move_without_its_document():
    unit = invoice_of().unit

    with pytest.raises(IntegrityError), transaction.atomic():
        IssuingUnit.objects.filter(pk=unit.pk).update(counter=3, last_hash="x")
    IssuingUnit.objects.filter(pk=unit.pk).update(counter=2, last_hash="x")
    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_sale_its_completion_and_a_refund_bring_their_documents_by_themselves(run_outbox):
    seller = FullSellerFactory()
    buyer = UserFactory()
    order = paid_order(buyer, seller=seller)
    run_outbox()
    order_services.complete_order(order=order, now=None)
    run_outbox()
    order_services.refund(order=order, by=None, reason=RefundReason.FAULTY)
    run_outbox()

    kinds = list(Invoice.objects.order_by("pk").values_list("document", "addressed"))
    assert kinds == [
        ("invoice", "buyer"),
        ("invoice", "seller"),
        ("credit_note", "buyer"),
        ("credit_note", "seller"),
    ]


def test_a_seller_without_particulars_holds_nobody_else_up(run_outbox):
    paid_order(seller=SellerFactory())
    run_outbox()

    assert Hold.objects.count() == 1
