"""Each letter reaches the right people once, in their language."""

from __future__ import annotations

import pytest

from commissions import letters, services
from commissions.letters import LETTERS
from core.bidi import isolate
from mailing.models import EmailMessage
from orders.enums import SellerKind
from tests.factories.accounts import UserFactory
from tests.factories.commissions import CommissionFactory, ProposalFactory
from tests.factories.orders import SellerFactory

pytestmark = pytest.mark.django_db


def mails():
    return sorted(EmailMessage.objects.values_list("user__email", "subject"))


def test_every_letter_has_a_way():
    assert set(LETTERS) == set(letters._POSTS)


def test_an_invitation_speaks_arabic_to_an_arabic_reader(run_outbox):
    maker = UserFactory(language="ar")
    seller = SellerFactory(kind=SellerKind.ARTIST, owner=maker)
    commission = CommissionFactory()
    services.invite(commission=commission, by=commission.collector, sellers=[seller])
    run_outbox()
    mail = EmailMessage.objects.get()
    assert mail.subject == f"التكليف {isolate(commission.number)}: {isolate('يدعوك مقتنٍ إلى تقديم عرض.')}"
    assert f"/ar/commissions/{commission.number}/" in mail.text
    assert "لوحة لمدخل البيت" in mail.text
    assert commission.collector.name_ar not in mail.text


def test_a_letter_goes_once(run_outbox):
    proposal = ProposalFactory()
    for _ in range(2):
        letters.send("proposal_received", subject=proposal.pk, key="once")
    assert mails() == [
        (
            proposal.commission.collector.email,
            f"Commission {isolate(proposal.commission.number)}: "
            + isolate("You have received a proposal for your commission."),
        )
    ]


@pytest.mark.parametrize("kind", ["shortlisted", "awarded", "not_chosen", "cancelled", "lapsed"])
def test_the_sellers_people_are_told(kind):
    proposal = ProposalFactory()
    letters.send(kind, subject=proposal.pk, key=kind)
    assert [email for email, _subject in mails()] == [proposal.by.email]


@pytest.mark.parametrize("kind", ["closing_soon", "closed", "given_up"])
def test_the_collector_is_told(kind):
    commission = CommissionFactory()
    letters.send(kind, subject=commission.pk, key=kind)
    assert [email for email, _subject in mails()] == [commission.collector.email]
