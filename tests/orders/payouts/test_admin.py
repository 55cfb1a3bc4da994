"""The admin: two people, masked numbers, files in and out; nothing is edited."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from compliance.models import AuditEntry
from orders.payouts.models import BankAccount, PayoutBatch
from tests.factories.accounts import AdminFactory, StaffFactory
from tests.factories.orders import SellerFactory
from tests.factories.payouts import (
    IBAN,
    account_of,
    approver,
    checker,
    drafted,
    maker,
    payout_of,
    ready_seller,
    sent,
)

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]
BATCHES = "/en/admin/payouts/payoutbatch/"


def _act(client: Client, url: str, action: str, *pks: int) -> str:
    data = {"action": action, "_selected_action": pks}
    return client.post(url, data, follow=True).content.decode()


def test_a_batch_goes_from_hand_to_hand(client_for: Browser) -> None:
    seller = ready_seller(500_000)
    first, second = client_for(maker()), client_for(approver())
    page = first.post(f"{BATCHES}make/", {"currency": "SAR"}, follow=True).content.decode()
    batch = PayoutBatch.objects.get()
    assert "SA•• •••• 7519" in page
    assert IBAN not in page
    _act(first, BATCHES, "approve", batch.pk)
    batch.refresh_from_db()
    assert batch.state == "draft"
    _act(second, BATCHES, "approve", batch.pk)
    _act(second, BATCHES, "send", batch.pk)
    batch.refresh_from_db()
    assert (batch.state, payout_of(batch, seller).state) == ("sent", "sent")


def test_an_administrator_is_told_that_another_must_approve(client_for: Browser) -> None:
    ready_seller()
    person = AdminFactory()
    batch = drafted(by=person)
    text = _act(client_for(person), BATCHES, "approve", batch.pk)
    assert "You made this batch, so another person must approve it." in text
    batch.refresh_from_db()
    assert batch.state == "draft"


def test_nobody_due_is_said(client_for: Browser) -> None:
    page = client_for(maker()).post(f"{BATCHES}make/", {"currency": "SAR"}, follow=True).content.decode()
    assert "Nobody is to be paid in SAR now." in page


def test_the_bank_file_is_taken_and_written_down(client_for: Browser) -> None:
    batch = sent(ready_seller())
    person = maker()
    response = client_for(person).get(f"{BATCHES}{batch.pk}/bank-file/")
    assert IBAN in response.content.decode()
    assert response["Cache-Control"].startswith("private, no-store")
    assert AuditEntry.objects.get(action="payouts.batch.exported").actor_id == person.pk


def test_staff_without_permission_take_nothing(client_for: Browser) -> None:
    batch = sent(ready_seller())
    client = client_for(StaffFactory())
    assert client.get(f"{BATCHES}{batch.pk}/bank-file/").status_code == 404
    file = SimpleUploadedFile("a.csv", b"reference,status\n")
    assert client.post(f"{BATCHES}{batch.pk}/results/", {"file": file}).status_code == 404
    assert client.get(BATCHES).status_code == 403


def test_the_banks_answers_are_read(client_for: Browser) -> None:
    seller = ready_seller()
    batch = sent(seller)
    file = SimpleUploadedFile("a.csv", f"reference,status\n{batch.number}-001,paid\nx,paid\n".encode())
    page = client_for(maker()).post(f"{BATCHES}{batch.pk}/results/", {"file": file}, follow=True)
    text = page.content.decode()
    assert "1 payout was settled." in text
    assert "Line 3: this batch has sent no payout X." in text
    assert payout_of(batch, seller).state == "paid"
    page = client_for(maker()).post(f"{BATCHES}{batch.pk}/results/", follow=True).content.decode()
    assert "Choose a CSV file of at most 5 MB." in page


def test_a_checker_sees_the_number_and_confirms(client_for: Browser) -> None:
    account = account_of(SellerFactory(), checked=False)
    person = checker()
    client, url = client_for(person), "/en/admin/payouts/bankaccount/"
    assert "SA•• •••• 7519" in client.get(url).content.decode()
    assert "SA03 8000 0000 6080 1016 7519" in client.get(f"{url}{account.pk}/change/").content.decode()
    _act(client, url, "confirm", account.pk)
    account.refresh_from_db()
    assert (account.state, account.verified_by) == ("verified", person)


@pytest.mark.parametrize(
    "name", ["payoutbatch", "payout", "bankaccount", "settlementreport", "settlementrow"]
)
def test_nothing_is_added_or_edited(client_for: Browser, name: str) -> None:
    client = client_for(AdminFactory())
    assert client.get(f"/ar/admin/payouts/{name}/").status_code == 200
    assert client.get(f"/ar/admin/payouts/{name}/add/").status_code == 403


def test_an_administrator_changes_no_account_by_hand(client_for: Browser) -> None:
    account = account_of(SellerFactory())
    client = client_for(AdminFactory())
    url = f"/en/admin/payouts/bankaccount/{account.pk}/change/"
    assert client.post(url, {"holder": "Thief", "iban_kept": "X"}).status_code == 403
    assert BankAccount.objects.get().iban == IBAN
