"""The statement: every amount from the bills and their refunds, and the sums hold."""

from __future__ import annotations

import io
from datetime import timedelta

import pypdfium2
import pytest
from django.utils.translation import override
from openpyxl import load_workbook

from core import clock
from orders import services as orders
from orders.enums import RefundReason
from tests.factories.admission import Door, door
from tests.factories.booking import booked, paid
from tests.factories.workshops import RunFactory
from workshops.admission import exports
from workshops.admission.statements import Statement, statement_of
from workshops.booking.models import Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Door:
    return door(starts_at=clock.now() + timedelta(days=30))


def told(here: Door) -> Statement:
    return statement_of(here.event, clock.now())


def test_nothing_sold_is_nothing(here: Door) -> None:
    (one,) = told(here).runs
    assert (one.seats, one.came, one.gross, one.refunds, one.commission, one.net) == (0, 0, 0, 0, 0, 0)


def test_paid_seats_count_and_unpaid_ones_do_not(here: Door) -> None:
    registration = paid(here.run, count=2)
    booked(here.run)
    here.entry(registration.tickets.first(), at=clock.now())
    (one,) = told(here).runs
    lines = list(registration.order.lines.all())
    assert (one.seats, one.came, one.turnout) == (2, 1, 50)
    assert one.gross == sum(line.gross for line in lines) == 40_000
    assert one.net == sum(line.share_seller for line in lines)
    assert one.commission == sum(line.commission + line.commission_vat for line in lines)
    assert one.gross - one.refunds - one.commission == one.net


def test_a_seat_paid_back(here: Door) -> None:
    registration = paid(here.run, count=2)
    line = registration.order.lines.order_by("position").first()
    orders.refund(
        order=registration.order, by=None, reason=RefundReason.GOODWILL, amounts={line.pk: line.gross}
    )
    (one,) = told(here).runs
    assert (one.gross, one.refunds) == (40_000, 20_000)
    assert one.gross - one.refunds - one.commission == one.net


def test_four_queries_however_many_runs(here: Door, django_assert_num_queries) -> None:
    now = clock.now()
    with django_assert_num_queries(4):
        statement_of(here.event, now)
    RunFactory.create_batch(2, event=here.event)
    with django_assert_num_queries(4):
        assert len(statement_of(here.event, now).runs) == 3


@pytest.mark.parametrize("language", ["ar", "en"])
def test_on_paper(here: Door, language: str) -> None:
    paid(here.run)
    with override(language):
        document = pypdfium2.PdfDocument(exports.statement_pdf(told(here)))
    text = document[0].get_textpage().get_text_bounded()
    assert len(document) == 1
    assert "200.00" in text


def test_for_a_spreadsheet(here: Door, english: None) -> None:
    paid(here.run)
    found = told(here)
    sheet = load_workbook(io.BytesIO(exports.statement_xlsx(found))).active
    row = [cell.value for cell in sheet[2]]
    assert row[1:4] == [here.run.capacity, 1, 0]
    assert row[4] == 200
    assert row[-1] == "SAR"
    assert Ticket.objects.count() == 1
