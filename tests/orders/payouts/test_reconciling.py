"""Reconciling: what agrees is booked once, what does not is told, bad files change nothing."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pgtrigger
import pytest
from django.core.management import CommandError, call_command

from core import clock
from orders import ledger_check
from orders import services as orders_services
from orders.enums import Account, RefundReason
from orders.models import LedgerEntry, Payment, Refund
from orders.payouts import exceptions
from orders.payouts.enums import Outcome
from orders.payouts.models import SettlementReport, SettlementRow
from orders.payouts.reconciling import Found, reconcile
from tests.factories.accounts import AdminFactory
from tests.factories.orders import paid_order

pytestmark = pytest.mark.django_db
HEAD = "id,type,amount,fee,currency,reference,provider_reference,date"


def sheet(*rows: str, head: str = HEAD) -> bytes:
    return "\n".join([head, *rows, ""]).encode()


def paid(price: int = 185_000, currency: str = "SAR") -> Payment:
    return Payment.objects.get(orders=paid_order(price=price, currency=currency))


def run(*rows: str, provider: str = "generic", **more: object) -> Found:
    return reconcile(content=sheet(*rows), provider=provider, name="made.csv", **more)  # type: ignore[arg-type]


def sums(*accounts: Account) -> list[int]:
    return [
        sum(LedgerEntry.objects.filter(account=account).values_list("amount", flat=True))
        for account in accounts
    ]


def outcomes(found: Found) -> list[str]:
    return [str(row.outcome) for row in found.rows]


def test_a_payment_moves_from_the_provider_to_our_bank_less_its_fee() -> None:
    payment = paid(185_000)
    found = run(f"r1,payment,1850.00,41.50,SAR,{payment.reference},,2026-11-20")
    assert (outcomes(found), found.clean) == (["matched"], True)
    assert sums(Account.BANK, Account.FEES, Account.PROVIDER) == [180_850, 4_150, 0]
    assert ledger_check.problems() == []
    report = SettlementReport.objects.get()
    assert (report.all_matched, report.provider, report.rows.count()) == (True, "generic", 1)


def test_dinars_have_three_decimals() -> None:
    payment = paid(1_850_500, "KWD")
    found = run(f"r1,payment,1850.500,0.125,KWD,{payment.reference},,2026-11-20")
    assert outcomes(found) == ["matched"]
    assert sums(Account.BANK, Account.FEES) == [1_850_375, 125]


def test_a_payment_is_found_by_the_providers_reference_too() -> None:
    payment = paid()
    Payment.objects.filter(pk=payment.pk).update(provider_reference="pi_77")
    assert outcomes(run("r1,payment,1850.00,0,SAR,,pi_77,2026-11-20")) == ["matched"]


def _refunded(payment: Payment) -> Refund:
    order = payment.orders.get()
    refund = orders_services.refund(
        order=order,
        by=AdminFactory(),
        amounts={order.lines.get().pk: 50_000},
        reason=RefundReason.GOODWILL,
    )
    orders_services.send_refund(refund=refund)
    refund.refresh_from_db()
    assert refund.state == "done"
    return refund


@pytest.mark.parametrize("amount", ["-500.00", "500.00"])
def test_a_refund_leaves_our_bank_whatever_its_sign(amount: str) -> None:
    payment = paid()
    refund = _refunded(payment)
    found = run(
        f"r1,payment,1850.00,0,SAR,{payment.reference},,2026-11-20",
        f"r2,refund,{amount},0,SAR,{refund.reference},,2026-11-20",
    )
    assert outcomes(found) == ["matched", "matched"]
    assert sums(Account.BANK, Account.PROVIDER) == [135_000, 0]


def test_a_refund_is_found_by_its_payment_and_amount() -> None:
    payment = paid()
    refund = _refunded(payment)
    found = run(f"r2,refund,-500.00,0,SAR,{payment.reference},,2026-11-20")
    assert (outcomes(found), found.rows[0].refund) == (["matched"], refund)


@pytest.mark.parametrize(
    ("row", "outcome"),
    [
        ("r1,payment,1850.00,0,SAR,nobody,,", Outcome.UNKNOWN),
        ("r1,payment,1849.99,0,SAR,{ref},,", Outcome.AMOUNT),
        ("r1,payment,1850.00,0,KWD,{ref},,", Outcome.CURRENCY),
        ("r1,payment,1850.00,0,XAU,{ref},,", Outcome.CURRENCY),
        ("r1,payment,1850.001,0,SAR,{ref},,", Outcome.UNREADABLE),
        ("r1,payment,many,0,SAR,{ref},,", Outcome.UNREADABLE),
        ("r1,payment,NaN,0,SAR,{ref},,", Outcome.UNREADABLE),
        ("r1,payment,1E99,0,SAR,{ref},,", Outcome.UNREADABLE),
        ("r1,payment,1850.00,0,SAR", Outcome.UNREADABLE),
        ("r1,transfer,1850.00,0,SAR,{ref},,", Outcome.ASIDE),
        ("r1,refund,1850.00,0,SAR,{ref},,", Outcome.UNKNOWN),
    ],
)
def test_what_does_not_agree_is_told_and_not_booked(row: str, outcome: Outcome) -> None:
    payment = paid()
    entries = LedgerEntry.objects.count()
    found = run(row.replace("{ref}", payment.reference))
    assert outcomes(found) == [outcome]
    assert found.clean is (outcome == Outcome.ASIDE)
    assert LedgerEntry.objects.count() == entries


def test_arabic_digits_a_mark_and_semicolons_are_read() -> None:
    payment = paid()
    head = HEAD.replace(",", ";")
    row = f"r1;payment;١٬٨٥٠٫٠٠;٤١٫٥٠;SAR;{payment.reference};;٢٠٢٦-١١-٢٠"
    content = b"\xef\xbb\xbf" + sheet(row, head=head)
    found = reconcile(content=content, provider="generic", name="x.csv")
    assert outcomes(found) == ["matched"]
    assert sums(Account.BANK, Account.FEES) == [180_850, 4_150]
    assert found.report.begins_at is not None


def test_the_same_file_again_books_nothing_more() -> None:
    payment = paid()
    row = f"r1,payment,1850.00,41.50,SAR,{payment.reference},,2026-11-20"
    first, second = run(row), run(row)
    assert (first.clean, second.clean) == (True, True)
    assert sums(Account.BANK) == [180_850]
    assert (SettlementReport.objects.count(), SettlementRow.objects.count()) == (1, 1)


def test_a_row_that_comes_in_another_file_is_booked_once() -> None:
    payment = paid()
    row = f"r1,payment,1850.00,41.50,SAR,{payment.reference},,2026-11-20"
    run(row)
    run(row, "r2,transfer,1.00,0,SAR,,,")
    assert (sums(Account.BANK), SettlementReport.objects.count()) == ([180_850], 2)


def test_a_repeated_row_counts_once_and_is_told() -> None:
    payment = paid()
    row = f"r1,payment,1850.00,0,SAR,{payment.reference},,2026-11-20"
    found = run(row, row)
    assert (outcomes(found), found.repeated, found.clean) == (["matched"], [3], False)
    assert sums(Account.BANK) == [185_000]


def test_the_same_payment_under_another_row_is_not_booked_again() -> None:
    payment = paid()
    found = run(
        f"r1,payment,1850.00,0,SAR,{payment.reference},,2026-11-20",
        f"r2,payment,1850.00,0,SAR,{payment.reference},,2026-11-20",
    )
    assert outcomes(found) == ["matched", "twice"]
    assert sums(Account.BANK) == [185_000]


def test_a_row_that_waited_is_matched_when_its_payment_is_there() -> None:
    payment = paid()
    Payment.objects.filter(pk=payment.pk).update(provider_reference="")
    row = "r1,payment,1850.00,0,SAR,,pi_9,2026-11-20"
    assert outcomes(run(row)) == ["unknown"]
    Payment.objects.filter(pk=payment.pk).update(provider_reference="pi_9")
    found = run(row)
    assert (outcomes(found), found.clean) == (["matched"], True)
    assert SettlementReport.objects.get().all_matched is True


def test_a_dry_run_tells_and_writes_nothing() -> None:
    payment = paid()
    entries = LedgerEntry.objects.count()
    found = run(f"r1,payment,1850.00,0,SAR,{payment.reference},,2026-11-20", dry_run=True)
    assert outcomes(found) == ["matched"]
    counts = SettlementReport.objects.count(), SettlementRow.objects.count(), LedgerEntry.objects.count()
    assert counts == (0, 0, entries)


def test_ours_that_the_report_leaves_out_are_named() -> None:
    one, other = paid(), paid()
    head = "id,type,amount,fee,currency,given_id,payment_id,created_at"
    # Columns and provider of moyasar; the payments were made in the sandbox.
    with pgtrigger.ignore("orders.Payment:payment_terms_stay"):
        Payment.objects.update(provider="moyasar", settled_at=clock.now())
    today = f"{clock.now():%Y-%m-%d}"
    rows = [
        f"m1,payment,185000,4150,SAR,{one.reference},,{today}T00:00:00Z",
        f"m2,other,100,0,SAR,,,{today}T23:59:59Z",
    ]
    found = reconcile(content=sheet(*rows, head=head), provider="moyasar", name="m.csv")
    assert [entry["reference"] for entry in found.missing] == [other.reference]
    assert found.clean is False
    assert SettlementReport.objects.get().missing == found.missing


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", exceptions.ReportRefused),
        (b"\n\n", exceptions.ReportRefused),
        (b"a,b,c\n1,2,3\n", exceptions.ReportRefused),
        (HEAD.encode(), exceptions.ReportRefused),
        ("مبلغ,عملة\n".encode("cp1256"), exceptions.ReportRefused),
        (b"PK\x03\x04\x00\x00", exceptions.ReportRefused),
    ],
)
def test_a_file_that_is_none_changes_nothing(content: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        reconcile(content=content, provider="generic", name="x.csv")
    assert SettlementReport.objects.count() == 0


def test_a_provider_without_columns_is_said() -> None:
    with pytest.raises(exceptions.ProviderMapMissing):
        reconcile(content=sheet("x"), provider="nobody", name="x.csv")


def _command(path: Path, **options: object) -> tuple[int, str]:
    out = StringIO()
    try:
        call_command("reconcile", str(path), stdout=out, **options)
    except SystemExit as end:
        return int(end.code or 0), out.getvalue()
    except CommandError as error:
        return error.returncode, str(error)
    return 0, out.getvalue()


def test_the_command_ends_with_what_came_of_it(tmp_path: Path) -> None:
    payment = paid()
    path = tmp_path / "report.csv"
    path.write_bytes(sheet(f"r1,payment,1850.00,0,SAR,{payment.reference},,2026-11-20"))
    assert _command(path) == (0, "     1 Matched and booked\nAll matched.\n")
    path.write_bytes(sheet(f"r2,payment,1.00,0,SAR,{payment.reference},,2026-11-20"))
    code, text = _command(path)
    assert code == 1
    assert f"{payment.reference}: Another amount (SAR 1 in the report, SAR 1,850 in our books)" in text
    path.write_bytes(b"")
    assert _command(path) == (2, "The settlement report cannot be read: it is empty.")
    assert _command(tmp_path / "none.csv")[0] == 2
