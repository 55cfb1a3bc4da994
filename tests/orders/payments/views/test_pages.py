"""Pages of buyers, sellers and staff; the outsider finds nothing, and nothing changes."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template

from orders import services
from orders.enums import OrderState, PaymentState, RefundReason
from orders.payments import links
from orders.payments.breaker import THRESHOLD, Breaker
from orders.payments.enums import DirectState, Scenario, TransferState
from orders.payments.models import HandRefund, SandboxCharge, SellerMethod, TransferProof
from orders.payments.services import add_proof, match_transfer
from orders.providers import ProviderSilent
from tests.factories.accounts import UserFactory
from tests.factories.orders import SellerFactory, order_of
from tests.factories.payments import direct, method_of, payment_at, riyals, staff, transfer
from tests.orders.payments.fakes.stripe import FakeStripe
from tests.orders.payments.services.test_transfers import PDF

pytestmark = pytest.mark.django_db


def _text(answer) -> str:
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def _methods(**given) -> str:
    template = Template("{% load payments %}{% payment_methods orders=orders chosen=chosen %}")
    return template.render(Context({"chosen": "", **given}))


def test_the_banks_page_offers_every_scenario_in_both_languages(client_for) -> None:
    payment = payment_at("sandbox")
    client = client_for(payment.buyer)
    arabic = _text(client.get(f"/ar/orders/pay/sandbox/{payment.reference}/"))
    english = _text(client.get(f"/en/orders/pay/sandbox/{payment.reference}/"))
    for scenario in Scenario.values:
        assert f'value="{scenario}"' in arabic
    assert "ماذا يفعل البنك؟" in arabic
    assert "What shall the bank do?" in english


def test_from_the_bank_to_the_receipt(client_for) -> None:
    payment = payment_at("sandbox")
    client = client_for(payment.buyer)
    answer = client.post(f"/en/orders/pay/sandbox/{payment.reference}/", {"answer": "pay"})
    assert answer["Location"] == f"/en/orders/pay/{payment.reference}/return/"
    number = payment.orders.get().number
    assert client.get(answer["Location"])["Location"] == f"/en/orders/{number}/receipt/"


def test_a_challenge_asks_and_counts_in_good_arabic(client_for) -> None:
    payment = payment_at("sandbox")
    client = client_for(payment.buyer)
    page = f"/ar/orders/pay/sandbox/{payment.reference}/code/"
    assert client.post(page[: -len("code/")], {"answer": "challenge"})["Location"] == page
    assert "بقيت محاولتان" in _text(client.post(page, {"code": "1"}))
    assert "بقيت محاولة واحدة" in _text(client.post(page, {"code": "1"}))
    client.post(page, {"code": "١٢٣٤٥٦"})
    assert SandboxCharge.objects.get().answer == Scenario.PAY


def test_leaving_leads_only_where_we_signed(client_for, stripe: FakeStripe) -> None:
    payment = payment_at("stripe", opened=False)
    url = services.open_payment(payment=payment)
    client = client_for(payment.buyer)
    answer = client.get(url)
    assert 'href="https://checkout.stripe.com/c/pay/cs_test_1"' in _text(answer)
    assert answer["Refresh"] == "0;url=https://checkout.stripe.com/c/pay/cs_test_1"
    assert client.get(url[:-2]).status_code == 404
    assert client_for(UserFactory()).get(url).status_code == 404
    services.mark_silent(payment=payment)
    stripe.pay()
    services.check_payment(payment=payment)
    assert client.get(url).status_code == 302


def test_an_address_that_is_none_leads_nowhere(stripe: FakeStripe) -> None:
    payment = payment_at("stripe", opened=False)
    with pytest.raises(ProviderSilent, match="leads nowhere"):
        links.leaving(payment, "javascript:alert(1)")


def test_the_transfers_page_tells_all_and_takes_the_proof(client_for) -> None:
    row = transfer()
    client = client_for(row.payment.buyer)
    url = f"/ar/orders/pay/transfer/{row.payment.reference}/"
    page = _text(client.get(url))
    for told in (row.code, "SA03 8000 0000 6080 1016 7519", "1,850.00", "شركة سوق الفن للتجارة"):
        assert told in page
    bad = client.post(url, {"proof": SimpleUploadedFile("x.pdf", b"<html>")})
    assert bad.status_code == 400
    assert "تعذّر فتح هذا الملف" in bad.content.decode()
    assert client.post(url, {"proof": SimpleUploadedFile("x.pdf", PDF)}).status_code == 302
    assert "x.pdf" in _text(client.get(url))
    assert client.post(url, {}).status_code == 400


def test_a_proof_is_for_its_buyer_and_for_staff(client_for) -> None:
    row = transfer()
    proof = add_proof(transfer=row, by=row.payment.buyer, file=BytesIO(PDF), name="<b>.pdf")
    url = f"/en/orders/pay/proof/{proof.pk}/"
    for person in (row.payment.buyer, staff()):
        answer = client_for(person).get(url)
        assert (answer.status_code, answer["X-Content-Type-Options"]) == (200, "nosniff")
        assert answer["Content-Disposition"] == f'attachment; filename="{row.code}.pdf"'
        assert b"".join(answer.streaming_content) == PDF
    assert client_for(UserFactory()).get(url).status_code == 404
    assert client_for().get(url).status_code == 302


def test_outsiders_find_nothing_and_change_nothing(client_for) -> None:
    bank, sandbox, seller = transfer(), payment_at("sandbox"), direct()
    outsider = client_for(UserFactory())
    reference = seller.payment.reference
    for url in (
        f"/en/orders/pay/transfer/{bank.payment.reference}/",
        f"/en/orders/pay/sandbox/{sandbox.reference}/",
        f"/en/orders/pay/{sandbox.reference}/return/",
        f"/en/orders/pay/direct/{reference}/",
        "/en/orders/pay/methods/",
        "/en/orders/pay/staff/",
        "/en/orders/pay/staff/transfers/",
        f"/en/orders/pay/staff/transfers/{bank.pk}/",
        "/en/orders/pay/staff/statement/",
        "/en/orders/pay/staff/refunds/",
    ):
        assert outsider.get(url).status_code == 404, url
    assert outsider.post(f"/en/orders/pay/sandbox/{sandbox.reference}/", {"answer": "pay"}).status_code == 404
    assert outsider.post(f"/en/orders/pay/direct/{reference}/decide/").status_code == 404
    assert outsider.post(f"/en/orders/pay/staff/transfers/{bank.pk}/", {"word": "match"}).status_code == 404
    proof = {"proof": SimpleUploadedFile("x.pdf", PDF)}
    assert outsider.post(f"/en/orders/pay/transfer/{bank.payment.reference}/", proof).status_code == 404
    bank.refresh_from_db()
    seller.refresh_from_db()
    assert (bank.state, seller.state, TransferProof.objects.count()) == ("waiting", "waiting", 0)
    assert SandboxCharge.objects.get().answer == ""


def test_the_buyer_reads_how_to_pay_and_cannot_confirm(client_for) -> None:
    row = direct()
    buyer = client_for(row.payment.buyer)
    url = f"/ar/orders/pay/direct/{row.payment.reference}/"
    page = _text(buyer.get(url))
    assert "نقدًا في الصالة" in page
    assert 'name="word"' not in page
    buyer.post(f"{url}decide/", {"word": "received"})
    row.refresh_from_db()
    assert row.state == DirectState.WAITING


def test_the_seller_confirms_on_their_page(client_for) -> None:
    row = direct()
    owner = client_for(row.seller.members.get())
    url = f"/en/orders/pay/direct/{row.payment.reference}/"
    assert "I have the money" in _text(owner.get(url))
    owner.post(f"{url}decide/", {"word": "received"})
    assert row.payment.orders.get().state == OrderState.PAID


def test_a_seller_names_ways(client_for) -> None:
    owner = UserFactory()
    seller = SellerFactory(owner=owner)
    client = client_for(owner)
    url = "/en/orders/pay/methods/"
    assert "None yet" in _text(client.get(url))
    bad = client.post(url, {"seller": seller.pk, "kind": "cash", "text_ar": "", "text_en": ""})
    assert bad.status_code == 400
    client.post(url, {"seller": seller.pk, "kind": "cash", "text_ar": "", "text_en": "<i>At the desk</i>"})
    page = _text(client.get(url))
    assert "&lt;i&gt;At the desk&lt;/i&gt;" in page
    way = SellerMethod.objects.get()
    client.post(f"{url}{way.pk}/switch/")
    assert SellerMethod.objects.get().active is False
    assert client_for(UserFactory()).post(f"{url}{way.pk}/switch/").status_code == 404


def test_staff_match_and_reject(client_for) -> None:
    client = client_for(staff())
    row = transfer()
    url = f"/en/orders/pay/staff/transfers/{row.pk}/"
    bad = client.post(url, {"word": "match", "received": "much", "bank_reference": "FT1"})
    assert bad.status_code == 400
    assert "much" in bad.content.decode()
    client.post(
        url, {"word": "match", "received": "١٬٨٥٠", "bank_reference": "FT1", "received_on": "2026-11-20"}
    )
    assert row.payment.orders.get().state == OrderState.PAID
    other = transfer()
    client.post(f"/en/orders/pay/staff/transfers/{other.pk}/", {"word": "reject", "reason": "Nothing came"})
    other.refresh_from_db()
    assert other.state == TransferState.REJECTED


def test_a_statement_proposes_and_decides_nothing(client_for) -> None:
    row = transfer()
    client = client_for(staff())
    content = f"date,amount,reference,description\n2026-11-20,1850.00,FT7,{row.code}\n".encode()
    answer = client.post(
        "/en/orders/pay/staff/statement/", {"statement": SimpleUploadedFile("s.csv", content)}
    )
    page = _text(answer)
    assert row.code in page
    assert "Fits" in page
    row.refresh_from_db()
    assert row.state == TransferState.WAITING
    bad = client.post("/en/orders/pay/staff/statement/", {"statement": SimpleUploadedFile("s.csv", b"x")})
    assert bad.status_code == 400


def test_refunds_by_hand_are_listed_and_noted(client_for) -> None:
    row = match_transfer(transfer=transfer(), by=staff(), received=riyals(1_850), bank_reference="FT1")
    refund = services.refund(order=row.payment.orders.get(), by=None, reason=RefundReason.GOODWILL)
    services.send_refund(refund=refund)
    client = client_for(staff())
    assert "send the money back from our account" in _text(client.get("/en/orders/pay/staff/refunds/"))
    by_hand = HandRefund.objects.get()
    client.post(f"/en/orders/pay/staff/refunds/{by_hand.pk}/", {"word": "done", "note": "FT2"})
    by_hand.refresh_from_db()
    assert (by_hand.state, by_hand.bank_reference) == ("done", "FT2")
    assert "Nothing to send back" in _text(client.get("/en/orders/pay/staff/refunds/"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_transfers_asks_the_same_however_long(
    client_for, count, django_assert_num_queries
) -> None:
    client = client_for(staff())
    rows = [transfer() for _time in range(count)]
    for row in rows:
        add_proof(transfer=row, by=row.payment.buyer, file=BytesIO(PDF), name="a.pdf")
    client.get("/en/orders/pay/staff/transfers/")
    with django_assert_num_queries(8):
        page = _text(client.get("/en/orders/pay/staff/transfers/"))
    assert page.count("<tr>") == count + 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_refunds_asks_the_same_however_long(client_for, count, django_assert_num_queries) -> None:
    client = client_for(staff())
    for at in range(count):
        row = match_transfer(transfer=transfer(), by=staff(), received=riyals(1_850), bank_reference=f"F{at}")
        refund = services.refund(order=row.payment.orders.get(), by=None, reason=RefundReason.GOODWILL)
        services.send_refund(refund=refund)
    client.get("/en/orders/pay/staff/refunds/")
    with django_assert_num_queries(6):
        page = _text(client.get("/en/orders/pay/staff/refunds/"))
    assert page.count('name="note"') == count


def test_the_providers_page_shows_fuses_and_faults(client_for, settings) -> None:
    settings.TAP_SECRET_KEY = "sk"
    for _time in range(THRESHOLD):
        Breaker("tap").bad("GET /v2/charges", "ReadTimeout")
    page = _text(client_for(staff()).get("/en/orders/pay/staff/"))
    assert "Rests until" in page
    assert "GET /v2/charges: ReadTimeout" in page
    assert "No keys" in page


def test_the_chooser_offers_what_there_is(english, settings) -> None:
    html = _methods(orders=[order_of()])
    assert html.count('name="provider"') == 2
    assert 'value="sandbox" checked' in html
    assert 'value="bank"' in html
    settings.TAP_SECRET_KEY = "sk"
    assert "KNET, Apple Pay or credit card" in _methods(orders=[order_of(currency="KWD", price=1_000)])
    assert 'value="bank" checked' in _methods(orders=[order_of()], chosen="bank")


def test_the_chooser_offers_the_seller_only_where_there_is_a_way(arabic) -> None:
    owner = UserFactory()
    seller = SellerFactory(owner=owner)
    order = order_of(seller=seller)
    assert 'value="seller"' not in _methods(orders=[order])
    method_of(seller, owner)
    assert 'value="seller"' in _methods(orders=[order])
    assert "الدفع للبائع مباشرة" in _methods(orders=order)
    assert 'value="seller"' not in _methods(orders=[order, order_of()])


def test_the_chooser_says_who_does_not_answer(english, settings) -> None:
    settings.TAP_SECRET_KEY = "sk"
    for _time in range(THRESHOLD):
        Breaker("tap").bad("x", "y")
    html = _methods(orders=[order_of()])
    assert "does not answer just now" in html
    assert 'value="tap"' not in html


def test_the_phones_page_asks_for_a_number(client_for, monkeypatch, mpesa) -> None:
    from core import money

    monkeypatch.setitem(money.EXPONENTS, "KES", 2)
    monkeypatch.setitem(money.ARABIC_NAMES, "KES", "شلن كيني")
    payment = payment_at("mpesa", order_of(currency="KES", price=10_000))
    client = client_for(payment.buyer)
    url = f"/en/orders/pay/phone/{payment.reference}/"
    assert client.post(url, {"phone": "12"}).status_code == 400
    client.post(url, {"phone": "0712345678"})
    assert "+254712345678" in _text(client.get(url)).replace("</bdi>", "").replace(
        '<bdi class="nw" dir="ltr">', ""
    )
    mpesa.result = 0
    client.get(f"/en/orders/pay/{payment.reference}/return/")
    payment.refresh_from_db()
    assert payment.state == PaymentState.SUCCEEDED
