"""Records of processing for tests, and the officer who keeps them."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission

from compliance.records import services
from compliance.records.enums import AssessmentKind
from compliance.records.models import Activity, Assessment, Processor
from tests.factories.accounts import StaffFactory


def officer(**given: Any) -> Any:
    """Staff with the one right of the privacy office."""
    person = StaffFactory(**given)
    person.user_permissions.add(Permission.objects.get(codename="handle_privacy"))
    return type(person).objects.get(pk=person.pk)


def built() -> Activity:
    """The register drawn; one of its rows."""
    services.build()
    return Activity.objects.get(code="orders")


def party(code: str = "courier", **given: Any) -> Processor:
    facts = {
        "name": code.title(),
        "country": "SA",
        "topics": ["delivery"],
        "purpose_ar": "توصيل الأعمال",
        "purpose_en": "To carry works",
        "since": "2026-01-01",
    }
    return Processor.objects.create(code=code, **{**facts, **given})


def assessment(by: Any, kind: AssessmentKind = AssessmentKind.INTEREST, **given: Any) -> Assessment:
    return services.open_assessment(kind=kind, by=by, title="Fraud signals", **given)


ANSWERS = {
    "purpose": "To stop stolen cards.",
    "interest": "Ours and the buyers': lawful and specific.",
    "necessity": "No milder way was found.",
    "sensitive": False,
    "expected": "Yes, it is in the notice.",
    "harm": "A wrong alarm delays an order.",
    "balance": "A person looks at each alarm.",
    "safeguards": "Kept thirty days.",
}
