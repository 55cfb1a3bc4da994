"""Every row lock of the commissions: the commission first, then what hangs on it."""

from __future__ import annotations

from django.db import connection

from commissions.models import Commission, Proposal, Question, Screening


def commission(pk: int) -> Commission:
    """Raises Commission.DoesNotExist."""
    rows = Commission.objects.select_related("collector")
    return rows.select_for_update(of=("self",), no_key=True).get(pk=pk)


def proposal(pk: int) -> Proposal:
    """The proposal with its commission, both locked. Raises Proposal.DoesNotExist."""
    parent = commission(Proposal.objects.values_list("commission_id", flat=True).get(pk=pk))
    rows = Proposal.objects.select_related("seller", "artist")
    row = rows.select_for_update(of=("self",), no_key=True).get(pk=pk)
    row.commission = parent
    return row


def proposals(commission: Commission) -> list[Proposal]:
    """All proposals of a commission that is locked already, by their key."""
    rows = Proposal.objects.filter(commission=commission).select_related("seller", "artist").order_by("pk")
    found = list(rows.select_for_update(of=("self",), no_key=True))
    for row in found:
        row.commission = commission
    return found


def question(pk: int) -> Question:
    """Raises Question.DoesNotExist."""
    rows = Question.objects.select_related("commission__collector", "proposal__seller", "seller")
    return rows.select_for_update(of=("self",), no_key=True).get(pk=pk)


def screening(pk: int) -> Screening:
    """Take the lock of its commission first. Raises Screening.DoesNotExist."""
    return Screening.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)


def next_number(year: int) -> int:
    """Raises the year's counter and holds it until commit: take it last."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO commissions_commissioncounter (year, last) VALUES (%s, 1)"
            " ON CONFLICT (year) DO UPDATE SET last = commissions_commissioncounter.last + 1 RETURNING last",
            [year],
        )
        row: tuple[int] = cursor.fetchone()
    return row[0]
