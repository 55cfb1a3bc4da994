"""The admin shows and changes nothing."""

from __future__ import annotations

import pytest

from commissions import services
from tests.factories.accounts import AdminFactory
from tests.factories.commissions import ProposalFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", ["commission", "proposal", "screening"])
def test_lists_and_pages_open(client_for, model):
    proposal = ProposalFactory()
    held = services.hold(
        kind="message", subject=1, commission=proposal.commission, author=proposal.by, texts=["0551234567"]
    )
    client = client_for(AdminFactory())
    pk = {"commission": proposal.commission_id, "proposal": proposal.pk, "screening": held.pk}[model]
    base = f"/en/admin/commissions/{model}/"
    assert client.get(base).status_code == 200
    assert client.get(f"{base}{pk}/change/").status_code == 200
    assert client.get(f"{base}add/").status_code == 403
