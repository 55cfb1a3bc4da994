"""Papers: handed in, looked up, decided, run out."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from compliance.models import AuditEntry
from mailing.models import EmailMessage
from orders.models import SellerMember
from orders.verification import exceptions, queries, services
from orders.verification.enums import PaperKind, PaperState
from orders.verification.models import Paper
from tests.factories.accounts import UserFactory
from tests.factories.orders import SellerFactory
from tests.factories.verification import UNTIL, moderator, paper_of

pytestmark = pytest.mark.django_db


def day(value: date) -> datetime:
    return datetime(value.year, value.month, value.day, 9, tzinfo=UTC)


def mails() -> list[str]:
    return list(EmailMessage.objects.order_by("pk").values_list("template", flat=True))


def test_a_paper_found_in_the_register_verifies_the_seller() -> None:
    paper, officer = paper_of(number="١٠١٠ ١٢٣٤٥٦"), moderator()
    services.verify(paper=paper, by=officer, now=day(date(2026, 11, 21)))
    paper.refresh_from_db()
    paper.seller.refresh_from_db()
    assert (paper.number, paper.state, paper.decided_by) == ("1010123456", "verified", officer)
    assert paper.seller.verified_at == day(date(2026, 11, 21))
    assert (queries.is_proved(paper.seller), mails()) == (True, ["verification.step"])


def test_an_antiquity_licence_verifies_no_seller() -> None:
    paper = paper_of(kind=PaperKind.ANTIQUITY, number="hc-2026/42")
    services.verify(paper=paper, by=moderator())
    paper.seller.refresh_from_db()
    assert (paper.seller.verified_at, queries.licence_is_valid(paper.seller, "HC-2026/42")) == (None, True)
    assert queries.licence_is_valid(paper.seller, "HC-2026/43") is False


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"number": "123"}, exceptions.NumberInvalid),
        ({"number": "9010123456"}, exceptions.NumberInvalid),
        ({"kind": PaperKind.FREELANCE, "number": "1010123456"}, exceptions.NumberInvalid),
        ({"name": " \u200f "}, exceptions.NameMissing),
        ({"expires_on": date(2020, 1, 1)}, exceptions.OutOfDate),
    ],
)
def test_what_is_no_paper_is_refused(given, error) -> None:
    with pytest.raises(error):
        paper_of(**given)
    assert Paper.objects.count() == 0


def test_only_one_of_a_kind_is_in_check() -> None:
    paper = paper_of()
    with pytest.raises(exceptions.InCheck):
        paper_of(paper.seller, number="1010999999")
    services.withdraw(paper=paper, by=paper.submitted_by)
    paper_of(paper.seller, number="1010999999")
    assert sorted(Paper.objects.values_list("state", flat=True)) == ["submitted", "withdrawn"]


def test_assistants_and_strangers_hand_in_nothing() -> None:
    seller = SellerFactory(owner=UserFactory())
    assistant = SellerMember.objects.create(seller=seller, user=UserFactory(), role="assistant").user
    for person in (assistant, UserFactory(), moderator()):
        with pytest.raises(exceptions.NotOwner):
            paper_of(seller, by=person)
    assert (Paper.objects.count(), AuditEntry.objects.filter(action__startswith="verification").count()) == (
        0,
        0,
    )


def test_nobody_checks_their_own_paper() -> None:
    officer = moderator()
    own = paper_of(SellerFactory(owner=officer))
    helped = paper_of()
    SellerMember.objects.create(seller=helped.seller, user=officer, role="assistant")
    for paper, person in ((own, officer), (helped, officer), (helped, UserFactory())):
        with pytest.raises(exceptions.NotChecker):
            services.verify(paper=paper, by=person)
    assert set(Paper.objects.values_list("state", flat=True)) == {"submitted"}


def test_a_refusal_wants_a_reason_and_is_final() -> None:
    paper, officer = paper_of(), moderator()
    with pytest.raises(exceptions.ReasonMissing):
        services.refuse(paper=paper, by=officer, reason=" ")
    services.refuse(paper=paper, by=officer, reason="The name is another one.")
    with pytest.raises(exceptions.WrongState):
        services.verify(paper=paper, by=officer)
    paper.refresh_from_db()
    assert (paper.state, paper.reason) == ("refused", "The name is another one.")
    assert EmailMessage.objects.get().text.count("The name is another one.") == 1


def test_what_turned_out_wrong_ends_the_verification() -> None:
    paper, officer = paper_of(), moderator()
    services.verify(paper=paper, by=officer)
    services.revoke(paper=paper, by=officer, reason="Struck off the register.")
    paper.seller.refresh_from_db()
    assert (paper.seller.verified_at, queries.is_proved(paper.seller)) == (None, False)


def test_a_second_valid_paper_keeps_the_seller_verified() -> None:
    paper, officer = paper_of(), moderator()
    other = paper_of(paper.seller, kind=PaperKind.FREELANCE, number="FL-123456789")
    for one in (paper, other):
        services.verify(paper=one, by=officer)
    services.revoke(paper=paper, by=officer, reason="Struck off.")
    paper.seller.refresh_from_db()
    assert paper.seller.verified_at is not None


def test_reminders_come_once_each_and_the_end_ends_it() -> None:
    paper = services.verify(paper=paper_of(), by=moderator())
    touched = [
        (left, services.sweep(now=day(UNTIL - timedelta(days=left))))
        for left in (31, 30, 29, 8, 7, 7, 2, 1, 0, -1, -2)
    ]
    assert [left for left, count in touched if count] == [30, 7, 1, -1]
    paper.refresh_from_db()
    paper.seller.refresh_from_db()
    assert (paper.status, paper.seller.verified_at) == (PaperState.EXPIRED, None)
    assert mails() == ["verification.step", *["verification.runs_out"] * 3, "verification.step"]
