"""The pages of both sides, in both languages; an outsider finds nothing and changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from core import clock
from orders.aftercare import services
from orders.aftercare.enums import CaseKind
from orders.aftercare.models import Case, CaseEntry, CasePhoto
from orders.models import Refund
from tests.factories.accounts import AdminFactory, UserFactory
from tests.factories.aftercare import bought, case_of, delivered, picture, two_works
from tests.factories.orders import SellerFactory, order_of

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]
QUERIES, QUERIES_OF_STAFF = 5, 7


def _main(client: Client, path: str) -> str:
    page = client.get(path)
    assert page.status_code == 200, path
    text = page.content.decode()
    return text[text.index("<main") : text.index("</main")]


@pytest.fixture
def owner() -> Any:
    return UserFactory()


@pytest.fixture
def order(owner: Any) -> Any:
    return delivered(seller=SellerFactory(owner=owner))


def _lines(order: Any) -> list[int]:
    return list(order.lines.values_list("pk", flat=True))


def test_the_order_page_leads_to_it(client_for: Browser, order: Any, owner: Any) -> None:
    page = _main(client_for(order.buyer), f"/ar/orders/{order.number}/")
    assert f"/ar/orders/cases/new/{order.number}/" in page
    assert "لك أن تعيده دون إبداء سبب حتى" in page
    assert "cases/new" not in _main(client_for(owner), f"/ar/orders/{order.number}/")


def test_an_unpaid_order_has_no_panel(client_for: Browser) -> None:
    order = order_of()
    assert "cases/new" not in _main(client_for(order.buyer), f"/en/orders/{order.number}/")
    answer = client_for(order.buyer).get(f"/en/orders/cases/new/{order.number}/")
    assert answer["Location"] == f"/en/orders/{order.number}/"


LAW = {
    "en": (
        "I have changed my mind",
        "You pay for sending it back.",
        "E-Commerce Law (Royal Decree M/126), article <bdi>13</bdi>",
        "It is faulty",
        "The seller pays for sending it back.",
        "The work has been sent already.",
    ),
    "ar": (
        "عدلتُ عن الشراء",
        "كلفة الإعادة عليك.",
        "نظام التجارة الإلكترونية (المرسوم الملكي م/126)، المادة <bdi>13</bdi>",
        "فيه عيب",
        "كلفة الإعادة على البائع.",
        "شُحن العمل بالفعل.",
    ),
}


@pytest.mark.parametrize("language", LAW)
def test_the_form_first_says_what_the_law_gives(client_for: Browser, order: Any, language: str) -> None:
    words = LAW[language]
    page = _main(client_for(order.buyer), f"/{language}/orders/cases/new/{order.number}/")
    for expected in words:
        assert expected in page, expected
    assert page.index(words[0]) < page.index("<textarea")


def test_from_the_form_to_the_case(client_for: Browser, order: Any, run_outbox: Any) -> None:
    client = client_for(order.buyer)
    data = {"kind": "faulty", "lines": _lines(order), "explanation": "الإطار مكسور", "photos": [picture()]}
    answer = client.post(f"/ar/orders/cases/new/{order.number}/", data)
    case = Case.objects.get()
    assert answer["Location"] == f"/ar/orders/cases/{case.number}/"
    page = _main(client, answer["Location"])
    photo = CasePhoto.objects.get()
    for expected in (
        "أوصلنا مطالبتك إلى البائع.",
        "الدور على البائع.",
        "الإطار مكسور",
        f"/ar/orders/cases/{case.number}/photos/{photo.pk}/",
        "1,850",
    ):
        assert expected in page, expected


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, ("Say what happened.", "Choose at least one work.")),
        ({"kind": "late", "explanation": "kept words"}, ("Select a valid choice", "kept words")),
        ({"kind": "faulty", "lines": "all"}, ("Write what happened, so that the other side can answer.",)),
    ],
)
def test_a_mistake_is_told_at_its_field_and_nothing_is_lost(
    client_for: Browser, order: Any, data: dict[str, Any], words: tuple[str, ...]
) -> None:
    data = {**data, "lines": _lines(order)} if data.get("lines") == "all" else data
    page = client_for(order.buyer).post(f"/en/orders/cases/new/{order.number}/", data).content.decode()
    for expected in words:
        assert expected in page, expected
    assert Case.objects.count() == 0


def test_a_file_that_is_no_picture_is_told_at_the_photos(client_for: Browser, order: Any) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    data = {
        "kind": "faulty",
        "lines": _lines(order),
        "explanation": "kept words",
        "photos": [SimpleUploadedFile("paper.pdf", b"%PDF-1.7")],
    }
    page = client_for(order.buyer).post(f"/en/orders/cases/new/{order.number}/", data).content.decode()
    assert "“paper.pdf” is no picture that we can read." in page
    assert "kept words" in page
    assert Case.objects.count() == 0


def test_what_was_typed_stays_text(client_for: Browser, order: Any) -> None:
    case = case_of(order, explanation="<script>alert(1)</script>")
    page = _main(client_for(order.buyer), f"/en/orders/cases/{case.number}/")
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_way_through_the_pages_to_the_money(client_for: Browser, order: Any, owner: Any) -> None:
    case = case_of(order)
    at = f"/en/orders/cases/{case.number}/"
    buyer, seller = client_for(order.buyer), client_for(owner)
    assert "It is your turn." in _main(seller, at)
    seller.post(f"{at}approve/", {"approve-goods_back": "back", "approve-note": "Sorry."})
    assert "I have sent it back" in _main(buyer, at)
    buyer.post(f"{at}send_back/", {"send_back-carrier": "smsa", "send_back-tracking": "٢٩٠٠١١٢٣٤٥"})
    assert "2900112345" in _main(seller, at)
    seller.post(f"{at}receive/")
    seller.post(f"{at}inspect/", {"inspect-amount": "١٬٥٠٠", "inspect-note": "A scratch."})
    case.refresh_from_db()
    assert (case.state, case.agreed) == ("inspected", 150_000)
    assert "The seller's offer:" in _main(buyer, at)
    buyer.post(f"{at}accept/")
    case.refresh_from_db()
    assert (case.state, Refund.objects.get().amount) == ("refunded_in_part", 150_000)
    assert "A part of the amount goes back the way it was paid." in _main(buyer, at)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("cheap", "inspect-amount_error"),
        ("1850.01", "Enter an amount between zero and what was asked for."),
        ("100", "Say why less is to be paid back."),
    ],
)
def test_an_amount_that_cannot_be_is_told_at_its_field(
    client_for: Browser, order: Any, owner: Any, typed: str, words: str
) -> None:
    case = case_of(order, CaseKind.WITHDRAWAL)
    services.send_back(case=case, by=order.buyer, carrier="SMSA", tracking="1")
    services.receive(case=case, by=owner)
    answer = client_for(owner).post(
        f"/en/orders/cases/{case.number}/inspect/", {"inspect-amount": typed, "inspect-note": ""}
    )
    assert answer.status_code == 200
    assert words in answer.content.decode()
    case.refresh_from_db()
    assert (case.state, case.agreed) == ("received", None)


def test_a_step_that_came_too_late_says_where_the_case_stands(
    client_for: Browser, order: Any, owner: Any
) -> None:
    case = case_of(order)
    services.take_back(case=case, by=order.buyer)
    answer = client_for(owner).post(
        f"/en/orders/cases/{case.number}/approve/", {"approve-goods_back": "back"}, follow=True
    )
    assert "The case has moved on in the meantime." in answer.content.decode()
    assert Refund.objects.count() == 0


def test_an_outsider_finds_nothing(client_for: Browser, client: Client, order: Any) -> None:
    case = case_of(order, files=[picture()])
    photo = CasePhoto.objects.get()
    paths = [
        f"/ar/orders/cases/{case.number}/",
        f"/ar/orders/cases/{case.number}/photos/{photo.pk}/",
        f"/ar/orders/cases/new/{order.number}/",
        "/ar/orders/cases/AS-2026-999999-C1/",
    ]
    for path in paths:
        assert client.get(path).status_code == 302, path
        assert client_for(UserFactory()).get(path).status_code == 404, path


@pytest.mark.parametrize(
    "verb",
    [
        "approve",
        "refuse",
        "send_back",
        "receive",
        "inspect",
        "accept",
        "escalate",
        "take_back",
        "decide",
        "say",
    ],
)
def test_an_outsider_changes_nothing(client_for: Browser, client: Client, order: Any, verb: str) -> None:
    case = case_of(order)
    path, before = f"/en/orders/cases/{case.number}/{verb}/", CaseEntry.objects.count()
    data = {f"{verb}-{name}": "1" for name in ("note", "text", "carrier", "tracking", "amount")}
    assert client.post(path, data).status_code == 302
    assert client_for(UserFactory()).post(path, data).status_code == 404
    assert client_for(order.buyer).get(path).status_code == 405
    case.refresh_from_db()
    told = (case.state, CaseEntry.objects.count(), Refund.objects.count())
    assert told == ("requested", before, 0)


def test_a_case_is_opened_by_its_buyer_only(client_for: Browser, order: Any, owner: Any) -> None:
    data = {"kind": "faulty", "lines": _lines(order), "explanation": "x"}
    for person in (UserFactory(), owner, AdminFactory()):
        answer = client_for(person).post(f"/en/orders/cases/new/{order.number}/", data)
        assert answer.status_code == 404
    assert Case.objects.count() == 0


def test_the_wrong_side_finds_no_such_step(client_for: Browser, order: Any, owner: Any) -> None:
    case = case_of(order)
    at = f"/en/orders/cases/{case.number}/"
    assert client_for(order.buyer).post(f"{at}approve/").status_code == 404
    assert client_for(owner).post(f"{at}take_back/").status_code == 404
    assert client_for(owner).post(f"{at}nonsense/").status_code == 404
    case.refresh_from_db()
    assert case.state == "requested"


def test_a_photo_is_served_to_both_sides_and_kept_by_nobody(
    client_for: Browser, order: Any, owner: Any
) -> None:
    case = case_of(order, files=[picture()])
    photo = CasePhoto.objects.get()
    for person in (order.buyer, owner, AdminFactory()):
        answer = client_for(person).get(f"/en/orders/cases/{case.number}/photos/{photo.pk}/")
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
        assert answer["Cache-Control"].startswith("private")
        assert answer["X-Content-Type-Options"] == "nosniff"
    other = case_of(delivered(order.buyer))
    path = f"/en/orders/cases/{other.number}/photos/{photo.pk}/"
    assert client_for(order.buyer).get(path).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_lists_ask_the_same_whatever_their_length(
    client_for: Browser, django_assert_num_queries: Any, owner: Any, count: int
) -> None:
    buyer = UserFactory()
    seller = SellerFactory(owner=owner)
    for _ in range(count):
        case_of(delivered(buyer, seller=seller, lines=two_works(), source=""), CaseKind.OTHER)
    mine, theirs = client_for(buyer), client_for(owner)
    for client, path in ((mine, "/en/orders/cases/"), (theirs, "/en/orders/cases/sales/")):
        client.get(path)
        with django_assert_num_queries(QUERIES):
            page = client.get(path).content.decode()
        assert page.count("Courtyard of Light") == count
    staff = client_for(AdminFactory())
    staff.get("/en/orders/cases/staff/")
    with django_assert_num_queries(QUERIES_OF_STAFF):
        staff.get("/en/orders/cases/staff/")


def test_empty_lists_teach(client_for: Browser) -> None:
    client = client_for(UserFactory())
    assert "A return or a problem begins on the page of its order." in _main(client, "/en/orders/cases/")
    assert "حين يريد مشترٍ إعادة عمل أو يبلغ عن مشكلة تجدها هنا." in _main(client, "/ar/orders/cases/sales/")


def test_the_lists_are_whose_they_are(client_for: Browser, order: Any, owner: Any) -> None:
    case = case_of(order)
    for person, path, shown in (
        (order.buyer, "/en/orders/cases/", True),
        (owner, "/en/orders/cases/sales/", True),
        (owner, "/en/orders/cases/", False),
        (order.buyer, "/en/orders/cases/sales/", False),
        (UserFactory(), "/en/orders/cases/", False),
    ):
        assert (case.number in _main(client_for(person), path)) is shown, path


def test_the_queue_is_for_staff_and_filters(client_for: Browser, order: Any, owner: Any) -> None:
    case = case_of(order)
    late = case_of(delivered(), now=clock.now() - timedelta(days=4))
    at = "/en/orders/cases/staff/"
    for person in (UserFactory(), order.buyer, owner):
        assert client_for(person).get(at).status_code == 404
    staff = client_for(AdminFactory())
    for query, expected in (
        ("", {case.number, late.number}),
        ("?state=requested", {case.number, late.number}),
        ("?state=escalated", set()),
        ("?kind=withdrawal", set()),
        ("?overdue=on", {late.number}),
        ("?state=nonsense", {case.number, late.number}),
    ):
        page = _main(staff, at + query)
        assert {number for number in (case.number, late.number) if number in page} == expected, query


def test_staff_decide_on_the_page(client_for: Browser, order: Any) -> None:
    case = case_of(order)
    staff = client_for(AdminFactory())
    at = f"/ar/orders/cases/{case.number}/"
    staff.post(f"{at}escalate/", {"escalate-note": "عالقة"})
    data = {"decide-amount": "٩٠٠", "decide-note": "نصف المبلغ", "decide-return_cost": "nobody"}
    staff.post(f"{at}decide/", data)
    case.refresh_from_db()
    assert (case.state, case.agreed) == ("refunded_in_part", 90_000)
    assert "نصف المبلغ" in _main(client_for(order.buyer), at)


def test_the_desk_tells_what_waits_for_me(client_for: Browser, order: Any, owner: Any) -> None:
    case = case_of(order)
    assert case.number in _main(client_for(owner), "/en/desk/cases/")
    assert case.number not in _main(client_for(order.buyer), "/en/desk/cases/")


def test_a_cancelled_parcel_goes_back_on_the_sellers_word(client_for: Browser, owner: Any) -> None:
    order = bought(seller=SellerFactory(owner=owner))
    client = client_for(order.buyer)
    client.post(f"/en/orders/cases/new/{order.number}/", {"kind": "cancel", "lines": _lines(order)})
    case = Case.objects.get()
    client_for(owner).post(f"/en/orders/cases/{case.number}/approve/", {"approve-restock": "on"})
    refund = Refund.objects.get()
    assert (refund.amount, refund.restock) == (185_000, True)


def test_the_admin_shows_cases_and_touches_none(client_for: Browser, order: Any) -> None:
    case = case_of(order, files=[picture()])
    staff = client_for(AdminFactory())
    assert case.number in staff.get("/en/admin/aftercare/case/").content.decode()
    page = staff.get(f"/en/admin/aftercare/case/{case.pk}/change/")
    assert page.status_code == 200
    assert staff.post(f"/en/admin/aftercare/case/{case.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Case.objects.count() == 1


def test_a_change_of_mind_does_not_bring_back_what_the_delivery_cost(client_for: Browser) -> None:
    from core.money import Money
    from orders import drafts, vat
    from orders.enums import LineKind

    fee = drafts.fee_line(
        kind=LineKind.SHIPPING,
        net=Money(15_000, "SAR"),
        text_ar="التوصيل",
        text_en="Delivery",
        treatment=vat.own(),
    )
    order = delivered(lines=[*two_works(), fee])
    page = _main(client_for(order.buyer), f"/ar/orders/cases/new/{order.number}/")
    assert page.count("ولا تُرَدّ كلفة التوصيل إليك.") == 2  # the change of mind and the slip
    assert "التوصيل</bdi>" not in page  # a fee is no choice
    works = [line.pk for line in order.lines.all() if line.kind == "item"]
    assert case_of(order, CaseKind.WITHDRAWAL, lines=works).claimed == 277_000
    other = delivered(lines=[*two_works(), fee])
    works = [line.pk for line in other.lines.all() if line.kind == "item"]
    assert case_of(other, CaseKind.DAMAGED, lines=works).claimed == 277_000 + 17_250
