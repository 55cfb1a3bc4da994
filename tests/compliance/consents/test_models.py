"""An answer stays as it was given, also against whoever has the database's keys."""

from __future__ import annotations

import pytest
from django.db import ProgrammingError, transaction

from compliance.consents.models import Consent, PurposeText
from tests.factories.accounts import UserFactory
from tests.factories.consents import give

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "change", [{"given": False}, {"purpose": "offers"}, {"means": "phone"}, {"agent": "x"}]
)
def test_an_answer_cannot_be_changed(change: dict[str, object]) -> None:
    row = give(UserFactory(), ip_prefix="203.0.113.0/24", agent="Firefox")
    with pytest.raises(ProgrammingError), transaction.atomic():
        Consent.objects.filter(pk=row.pk).update(**change)
    row.refresh_from_db()
    assert (row.given, row.purpose, row.means, row.agent) == (True, "newsletter", "web", "Firefox")


def test_an_answer_cannot_be_deleted_nor_its_words() -> None:
    row = give(UserFactory())
    for rows in (Consent.objects.filter(pk=row.pk), PurposeText.objects.filter(pk=row.text_id)):
        with pytest.raises(ProgrammingError), transaction.atomic():
            rows._raw_delete("default")
    with pytest.raises(ProgrammingError), transaction.atomic():
        PurposeText.objects.filter(pk=row.text_id).update(text="Something else")
    assert (Consent.objects.count(), PurposeText.objects.count()) == (1, 1)


def test_where_an_answer_came_from_can_be_blanked_for_an_erasure() -> None:
    row = give(UserFactory(), ip_prefix="203.0.113.0/24", agent="Firefox", note="On the telephone")
    Consent.objects.filter(pk=row.pk).update(ip_prefix="", agent="", note="")
    row.refresh_from_db()
    assert (row.ip_prefix, row.agent, row.note, row.given) == ("", "", "", True)
