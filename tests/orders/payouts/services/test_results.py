"""The bank's answers, one by one and by file; the money follows each."""

from __future__ import annotations

import pytest

from orders import ledger_check
from orders.enums import Account
from orders.models import LedgerEntry, Seller
from orders.payouts import bankfile, exceptions, services
from orders.payouts.balances import balances_of
from orders.payouts.enums import FailReason
from orders.payouts.models import PayoutBatch
from tests.factories.accounts import StaffFactory
from tests.factories.payouts import drafted, maker, payout_of, ready_seller, sent

pytestmark = pytest.mark.django_db


def _bank() -> int:
    return sum(LedgerEntry.objects.filter(account=Account.BANK).values_list("amount", flat=True))


def _answers(batch: PayoutBatch, *rows: str, head: str = "reference,status,bank_reference,reason") -> bytes:
    return "\r\n".join([head, *(row.replace("{n}", batch.number) for row in rows)]).encode()


def test_paid_leaves_our_bank_and_the_batch_is_done() -> None:
    seller = ready_seller(500_000)
    batch = sent(seller)
    payout = services.mark_paid(payout=payout_of(batch, seller), by=maker(), bank_reference=" FT26\u202e1 ")
    batch.refresh_from_db()
    assert (payout.state, payout.bank_reference, batch.state) == ("paid", "FT261", "done")
    assert _bank() == -500_000
    balance = balances_of(seller)[0]
    assert (balance.available.minor, balance.in_payout.minor, balance.paid_out.minor) == (0, 0, 500_000)


def test_failed_is_due_again_and_may_be_planned_again() -> None:
    seller = ready_seller(500_000)
    payout = payout_of(sent(seller), seller)
    services.mark_failed(payout=payout, by=maker(), reason=FailReason.ACCOUNT_CLOSED)
    assert balances_of(seller)[0].available.minor == 500_000
    assert _bank() == 0
    assert drafted(seller).payouts.get().amount == 500_000


def test_returned_by_the_bank_days_later_is_due_again() -> None:
    seller, person = ready_seller(500_000), maker()
    payout = payout_of(sent(seller), seller)
    services.mark_paid(payout=payout, by=person)
    services.reverse_payout(payout=payout, by=person, reason=FailReason.NAME_DIFFERS)
    payout.refresh_from_db()
    assert (payout.state, payout.reason, _bank()) == ("reversed", "name", 0)
    assert balances_of(seller)[0].available.minor == 500_000


def test_the_same_answer_twice_is_one_booking() -> None:
    seller, person = ready_seller(500_000), maker()
    payout = payout_of(sent(seller), seller)
    for _ in range(2):
        services.mark_paid(payout=payout, by=person)
    assert _bank() == -500_000


def test_answers_that_come_too_late_or_too_early_are_refused() -> None:
    seller, person = ready_seller(500_000), maker()
    planned = drafted(seller).payouts.get()
    with pytest.raises(exceptions.PayoutMoved):
        services.mark_paid(payout=planned, by=person)
    services.cancel_batch(batch=planned.batch, by=person)
    payout = payout_of(sent(seller), seller)
    services.mark_failed(payout=payout, by=person, reason=FailReason.REFUSED)
    for verb in (services.mark_paid, services.reverse_payout):
        with pytest.raises(exceptions.PayoutMoved):
            verb(payout=payout, by=person)
    assert _bank() == 0


def test_nobody_without_permission_answers_for_the_bank() -> None:
    seller = ready_seller(500_000)
    batch = sent(seller)
    payout, nobody = payout_of(batch, seller), StaffFactory()
    with pytest.raises(exceptions.NotMaker):
        services.mark_paid(payout=payout, by=nobody)
    with pytest.raises(exceptions.NotMaker):
        services.read_results(batch=batch, content=b"", by=nobody)
    payout.refresh_from_db()
    assert payout.state == "sent"


def _two() -> tuple[Seller, Seller, PayoutBatch]:
    one, other = ready_seller(500_000), ready_seller(40_000)
    return one, other, sent(one, other)


def test_a_result_file_settles_the_batch() -> None:
    one, other, batch = _two()
    content = _answers(batch, "{n}-001,Executed,FT1,", "{n}-002,RJCT,FT2,AC04")
    read = services.read_results(batch=batch, content=content, by=maker())
    assert (read.paid, read.failed, read.known, read.refused) == (1, 1, 0, [])
    assert (payout_of(batch, one).state, payout_of(batch, other).state) == ("paid", "failed")
    assert (payout_of(batch, other).reason, payout_of(batch, other).bank_reference) == ("closed", "FT2")
    batch.refresh_from_db()
    assert batch.state == "done"


def test_the_same_file_again_changes_nothing() -> None:
    _one, _other, batch = _two()
    content = _answers(batch, "{n}-001,paid,,", "{n}-002,failed,,")
    services.read_results(batch=batch, content=content, by=maker())
    entries = LedgerEntry.objects.count()
    read = services.read_results(batch=batch, content=content, by=maker())
    assert (read.paid, read.failed, read.known, LedgerEntry.objects.count()) == (0, 0, 2, entries)


def test_odd_rows_are_told_and_the_good_ones_count(english: None) -> None:
    one, _other, batch = _two()
    content = _answers(
        batch,
        "PO-1999-00001-001,paid,,",
        "{n}-001,paid,,",
        "{n}-002,perhaps,,",
        "",
        "{n}-001,failed,,",
    )
    read = services.read_results(batch=batch, content=content, by=maker())
    assert (read.paid, payout_of(batch, one).state) == (1, "paid")
    assert read.refused == [
        "Line 2: this batch has sent no payout PO-1999-00001-001.",
        "Line 4: “perhaps” is no result that we know.",
        f"6: Payout {batch.number}-001 is in another state by now. Reload the page.",
    ]


def test_an_amount_or_a_currency_that_is_not_ours_is_refused() -> None:
    one, other, batch = _two()
    head = "reference,status,amount,currency"
    content = _answers(batch, "{n}-001,paid,4999.99,SAR", "{n}-002,paid,400.00,KWD", head=head)
    read = services.read_results(batch=batch, content=content, by=maker())
    assert (read.paid, len(read.refused)) == (0, 2)
    content = _answers(batch, "{n}-001,paid,٥٠٠٠٫٠٠,SAR", "{n}-002,paid,400.00,sar", head=head)
    read = services.read_results(batch=batch, content=content, by=maker())
    assert (read.paid, read.refused) == (2, [])
    assert [payout_of(batch, seller).state for seller in (one, other)] == ["paid", "paid"]


@pytest.mark.parametrize(
    "content", [b"", b"\n", b"a,b\n1,2\n", "مرجع".encode("cp1256"), b"reference,status\x00\n", b"\xff\xfe"]
)
def test_a_file_that_is_none_changes_nothing(content: bytes) -> None:
    one, _other, batch = _two()
    with pytest.raises(exceptions.ResultsUnreadable):
        services.read_results(batch=batch, content=content, by=maker())
    assert payout_of(batch, one).state == "sent"


def test_the_bank_file_names_each_sent_payout() -> None:
    one, other = ready_seller(500_000), ready_seller(40_000)
    batch = sent(one, other)
    text = bankfile.write(batch).decode("utf-8-sig")
    account = "مؤسسة أطلال للفنون,SA0380000000608010167519,Al Rajhi Bank"
    assert text.splitlines() == [
        "reference,beneficiary,iban,bank,amount,currency,purpose",
        f"{batch.number}-001,{account},5000.00,SAR,Art Souk {batch.number}-001",
        f"{batch.number}-002,{account},400.00,SAR,Art Souk {batch.number}-002",
    ]
    assert bankfile.write(batch) == bankfile.write(PayoutBatch.objects.get(pk=batch.pk))


def test_every_sum_holds_afterwards() -> None:
    one, other, batch = _two()
    services.mark_paid(payout=payout_of(batch, one), by=maker())
    services.mark_failed(payout=payout_of(batch, other), by=maker(), reason=FailReason.OTHER)
    assert ledger_check.problems() == []
