"""Pages of invoices: both languages on each, whose they are, and what an outsider finds."""

from __future__ import annotations

import pypdfium2
import pytest

from orders import services as order_services
from orders.addresses import PostalAddress
from orders.enums import RefundReason
from orders.invoicing import services
from orders.invoicing.models import Hold, Invoice
from tests.factories.accounts import AdminFactory, UserFactory
from tests.factories.invoicing import COMPANY, FullSellerFactory, UnregisteredFactory, invoice_of
from tests.factories.orders import SellerFactory, paid_order

pytestmark = pytest.mark.django_db
LIST_QUERIES = 5


def page(client, invoice: Invoice, what: str = "", language: str = "en"):
    return client.get(f"/{language}/orders/invoices/{invoice.uuid}/{what}")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_both_languages_stand_on_the_page_whatever_the_readers_is(client_for, language):
    invoice = invoice_of(bill_to=PostalAddress.from_dict(COMPANY))
    shown = page(client_for(invoice.order.buyer), invoice, language=language).content.decode()

    for words in (
        "فاتورة ضريبية",
        "Tax invoice",
        "شركة صالة الضوء",
        "Light Gallery Company",
        "311111111101113",
        "إجمالي ضريبة القيمة المضافة",
        "Total VAT",
        "1,850.00",
        "241.30",
        "أصدرت سوق الفن هذا المستند نيابة عن البائع.",
        invoice.number,
        str(invoice.uuid),
        "<svg",
    ):
        assert words in shown


def test_buyer_seller_and_staff_see_it_an_outsider_finds_nothing(client_for):
    owner, outsider = UserFactory(), UserFactory()
    invoice = invoice_of(seller=FullSellerFactory(owner=owner))
    readers = [invoice.order.buyer, owner, AdminFactory(), outsider]

    for what in ("", "pdf/", "xml/"):
        answers = [page(client_for(reader), invoice, what).status_code for reader in readers]
        assert answers == [200, 200, 200, 404]
    assert page(client_for(), invoice).status_code == 302


def test_the_commission_is_between_us_and_the_seller(client_for):
    owner = UserFactory()
    order = paid_order(seller=FullSellerFactory(owner=owner))
    (invoice,) = services.issue_commission(order=order)

    assert page(client_for(order.buyer), invoice).status_code == 404
    assert page(client_for(owner), invoice).status_code == 200


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_pdf_is_for_the_archive_and_carries_the_xml(client_for, language):
    invoice = invoice_of()
    answer = page(client_for(invoice.order.buyer), invoice, "pdf/", language)
    document = pypdfium2.PdfDocument(answer.content)

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'inline; filename="{invoice.number}-{language}.pdf"'
    assert len(document) == 1
    assert document.get_attachment(0).get_name() == f"{invoice.number}.xml"
    assert bytes(document.get_attachment(0).get_data()) == bytes(invoice.xml)
    text = document[0].get_textpage().get_text_bounded()
    for words in (invoice.number, "1,850.00", "Light Gallery Company", "Simplified tax invoice"):
        assert words in text
    assert answer.content == page(client_for(invoice.order.buyer), invoice, "pdf/", language).content


def test_the_xml_is_given_as_it_was_stamped(client_for):
    invoice = invoice_of()
    answer = page(client_for(invoice.order.buyer), invoice, "xml/")

    assert answer.content == bytes(invoice.xml)
    assert answer["Content-Disposition"] == f'attachment; filename="{invoice.number}.xml"'


def test_a_credit_note_names_its_invoice_and_the_invoice_its_note(client_for):
    invoice = invoice_of()
    refund = order_services.refund(order=invoice.order, by=None, reason=RefundReason.FAULTY)
    (note,) = services.issue_for_refund(refund=refund)
    client = client_for(invoice.order.buyer)

    assert invoice.number in page(client, note).content.decode()
    assert "عيب أو تلف في العمل" in page(client, note).content.decode()
    assert note.number in page(client, invoice).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_buyers_list_asks_the_same_few_questions(client_for, django_assert_num_queries, count):
    buyer = UserFactory()
    for _ in range(count):
        invoice_of(buyer=buyer)
    invoice_of()
    client = client_for(buyer)

    with django_assert_num_queries(LIST_QUERIES):
        shown = client.get("/ar/orders/invoices/").content.decode()
    assert shown.count('<li>\n  <a class="what"') == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_sellers_list_asks_the_same_few_questions(client_for, django_assert_num_queries, count):
    owner = UserFactory()
    seller = FullSellerFactory(owner=owner)
    for _ in range(count):
        invoice_of(seller=seller)
    invoice_of()
    client = client_for(owner)

    with django_assert_num_queries(LIST_QUERIES - 1):
        shown = client.get("/en/orders/invoices/sales/").content.decode()
    assert shown.count('<li>\n  <a class="what"') == count


def test_an_empty_list_says_what_comes_there(client_for):
    shown = client_for(UserFactory()).get("/ar/orders/invoices/").content.decode()

    assert "لا فواتير بعد" in shown


def test_the_orders_page_shows_its_invoices(client_for):
    invoice = invoice_of()
    shown = client_for(invoice.order.buyer).get(f"/ar/orders/{invoice.order.number}/").content.decode()

    assert invoice.number in shown
    assert f"/ar/orders/invoices/{invoice.uuid}/" in shown


def test_the_seller_is_told_what_is_missing_and_the_buyer_is_not(client_for):
    owner = UserFactory()
    order = paid_order(seller=SellerFactory(owner=owner))
    services.issue_for_order(order=order)
    assert Hold.objects.count() == 1

    to_seller = client_for(owner).get(f"/en/orders/{order.number}/").content.decode()
    to_buyer = client_for(order.buyer).get(f"/en/orders/{order.number}/").content.decode()
    assert "The seller&#x27;s national address is missing." in to_seller
    assert "The seller&#x27;s national address is missing." not in to_buyer
    assert "/en/sales/payouts/legal/" in to_seller
    assert "The tax invoice is being prepared" in to_buyer


def test_staff_filters_and_hands_in_again_through_the_admin(client_for):
    invoice = invoice_of(seller=UnregisteredFactory())
    client = client_for(AdminFactory())

    assert invoice.number in client.get("/en/admin/invoicing/invoice/?filing__exact=waiting").content.decode()
    assert client.get(f"/en/admin/invoicing/invoice/{invoice.pk}/change/").status_code == 200
    for path in ("hold", "issuingunit"):
        assert client.get(f"/en/admin/invoicing/{path}/").status_code == 200
    told = client.post(
        "/en/admin/invoicing/invoice/",
        {"action": "hand_in", "_selected_action": [invoice.pk]},
        follow=True,
    )
    assert "1 document will be handed in again." in told.content.decode()


def test_what_users_wrote_stays_text(client_for):
    seller = FullSellerFactory(legal_name_en="<b>Gallery</b>", legal_name_ar="<script>")
    invoice = invoice_of(seller=seller)
    shown = page(client_for(invoice.order.buyer), invoice).content.decode()

    assert "&lt;b&gt;Gallery&lt;/b&gt;" in shown
    assert "<b>Gallery</b>" not in shown
