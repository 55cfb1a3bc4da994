"""Consents given and taken back, certificates, and the finished work in the catalogue."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import ProgrammingError, transaction

from commissions.contracts.models import SubmissionImage
from commissions.enums import Licence
from commissions.progress import queries, services
from commissions.progress.enums import NamingForm
from commissions.progress.exceptions import (
    ConsentMissing,
    FinishedAlready,
    NameMissing,
    NotFinished,
    NotYours,
    TitleMissing,
)
from commissions.progress.models import Certificate, FinishedWork, NamingConsent
from commissions.progress.services.certifying import WorkFacts, new_code
from mailing.models import EmailMessage, Notification
from marketplace import services as market
from marketplace.enums import Availability, PublicationState
from marketplace.models import Artwork
from tests.factories.accounts import AdminFactory, UserFactory
from tests.factories.marketplace import ArtistFactory
from tests.factories.progress import awarded, completed, finished, offered

pytestmark = pytest.mark.django_db
NAMED_AR, NAMED_EN = "أُنجز بتكليف من لمياء الراشد، 2026", "Commissioned by Lamia Alrashid, 2026"
PRIVATE_AR, PRIVATE_EN = "أُنجز بتكليف من مجموعة خاصة، 2026", "Commissioned by a private collection, 2026"
FACTS = WorkFacts("نخلة", "A palm", "زيت", "Oil", 2026, Decimal(120), Decimal("90.5"))


@pytest.fixture
def proposal() -> Any:
    return completed()


def _collector(proposal: Any) -> Any:
    return proposal.commission.collector


def _name(proposal: Any, form: NamingForm = NamingForm.NAMED, **names: str) -> NamingConsent:
    given = names or {"name_ar": "لمياء الراشد", "name_en": "Lamia Alrashid"}
    return services.give_consent(commission=proposal.commission, by=_collector(proposal), form=form, **given)


def _catalogue(proposal: Any) -> FinishedWork:
    services.issue_certificate(commission=proposal.commission, by=proposal.by, facts=FACTS)
    return services.catalogue_work(commission=proposal.commission, by=proposal.by)


def _lines(work: FinishedWork) -> tuple[str | None, str | None]:
    fresh = Artwork.objects.get(pk=work.artwork_id)
    return fresh.provenance_ar, fresh.provenance_en


def test_a_work_enters_the_catalogue_with_its_provenance_begun(proposal: Any) -> None:
    _name(proposal)
    made = _catalogue(proposal)
    work = Artwork.objects.get(pk=made.artwork_id)
    assert _lines(made) == (NAMED_AR, NAMED_EN)
    assert (work.title_ar, work.title_en, work.medium_en, work.year) == ("نخلة", "A palm", "Oil", 2026)
    assert (work.height_cm, work.width_cm, work.seller) == (
        Decimal("120.0"),
        Decimal("90.5"),
        proposal.seller,
    )
    assert (work.availability, work.state) == (Availability.SOLD, PublicationState.DRAFT)


def test_the_artist_of_the_studio_signs_and_stands_on_it(proposal: Any) -> None:
    artist = ArtistFactory(seller=proposal.seller, name_ar="نورة العتيبي", name_en="Noura Alotaibi")
    _name(proposal)
    made = _catalogue(proposal)
    certificate = Certificate.objects.get()
    assert made.artwork.artist == artist
    assert (certificate.artist_ar, certificate.artist_en) == ("نورة العتيبي", "Noura Alotaibi")


def test_without_the_collectors_word_nothing_is_entered(proposal: Any) -> None:
    with pytest.raises(ConsentMissing):
        services.catalogue_work(commission=proposal.commission, by=proposal.by)
    assert (Artwork.objects.count(), Certificate.objects.count()) == (0, 0)


def test_taken_back_the_name_is_gone_at_once(proposal: Any) -> None:
    _name(proposal)
    made = _catalogue(proposal)
    services.withdraw_consent(commission=proposal.commission, by=_collector(proposal))
    assert _lines(made) == (PRIVATE_AR, PRIVATE_EN)
    assert queries.consent_of(proposal.commission) is None
    assert NamingConsent.objects.get().withdrawn_at is not None


def test_as_a_private_collection_and_then_by_name(proposal: Any) -> None:
    _name(proposal, NamingForm.PRIVATE)
    made = _catalogue(proposal)
    assert _lines(made) == (PRIVATE_AR, PRIVATE_EN)
    _name(proposal)
    assert _lines(made) == (NAMED_AR, NAMED_EN)
    assert NamingConsent.objects.filter(withdrawn_at__isnull=True).count() == 1


def test_what_the_artist_added_stays_but_the_name_goes_wherever_it_stands(proposal: Any) -> None:
    _name(proposal)
    made = _catalogue(proposal)
    market.update_artwork(
        artwork=made.artwork,
        by=proposal.by,
        provenance_ar="كُلّف به للسيدة لمياء الراشد سنة 2026\nمعرض الظهران، 2027",
        provenance_en="Made for Lamia Alrashid in Riyadh\nShown at Dhahran, 2027",
    )
    services.withdraw_consent(commission=proposal.commission, by=_collector(proposal))
    assert _lines(made) == (
        f"{PRIVATE_AR}\nمعرض الظهران، 2027",
        f"{PRIVATE_EN}\nShown at Dhahran, 2027",
    )


def test_the_same_word_again_changes_nothing(proposal: Any) -> None:
    assert _name(proposal) == _name(proposal)
    assert services.withdraw_consent(commission=proposal.commission, by=_collector(proposal)) is not None
    assert services.withdraw_consent(commission=proposal.commission, by=_collector(proposal)) is None
    assert NamingConsent.objects.count() == 1


def test_a_name_is_needed_to_be_named(proposal: Any) -> None:
    with pytest.raises(NameMissing):
        _name(proposal, name_ar=" \u200f ")
    assert NamingConsent.objects.count() == 0


def test_a_consent_is_proof(proposal: Any) -> None:
    _name(proposal)
    for change in ({"form": NamingForm.PRIVATE}, {"name_ar": "غيرها"}):
        with pytest.raises(ProgrammingError), transaction.atomic():
            NamingConsent.objects.update(**change)
    with pytest.raises(ProgrammingError), transaction.atomic():
        NamingConsent.objects.all()._raw_delete("default")


def test_nobody_consents_signs_or_enters_for_another(proposal: Any) -> None:
    for person in (proposal.by, UserFactory(), AdminFactory()):
        with pytest.raises(NotYours):
            services.give_consent(commission=proposal.commission, by=person, form=NamingForm.PRIVATE)
        with pytest.raises(NotYours):
            services.withdraw_consent(commission=proposal.commission, by=person)
    for person in (_collector(proposal), UserFactory(), AdminFactory()):
        with pytest.raises(NotYours):
            services.issue_certificate(commission=proposal.commission, by=person)
        with pytest.raises(NotYours):
            services.catalogue_work(commission=proposal.commission, by=person)
    assert (NamingConsent.objects.count(), Certificate.objects.count(), Artwork.objects.count()) == (0, 0, 0)


def test_before_it_is_completed_nothing_is_signed() -> None:
    proposal = awarded()
    with pytest.raises(NotFinished):
        services.issue_certificate(commission=proposal.commission, by=proposal.by)
    with pytest.raises(NotFinished):
        services.ask_consent(commission=proposal.commission, by=proposal.by)
    assert _name(proposal).form == NamingForm.NAMED


def test_before_the_award_nobody_is_asked() -> None:
    proposal = offered()
    with pytest.raises(NotFinished):
        _name(proposal)


def test_a_certificate_is_signed_once_and_stays(proposal: Any) -> None:
    first = services.issue_certificate(commission=proposal.commission, by=proposal.by, facts=FACTS)
    again = services.issue_certificate(commission=proposal.commission, by=proposal.by)
    assert again == first
    assert (first.title_ar, first.artist_ar) == ("نخلة", "مرسم نورة")
    with pytest.raises(ProgrammingError), transaction.atomic():
        Certificate.objects.update(title_ar="غيره")


def test_a_certificate_needs_a_title(proposal: Any) -> None:
    with pytest.raises(TitleMissing):
        services.issue_certificate(
            commission=proposal.commission, by=proposal.by, facts=WorkFacts("", " ", "", "", 2026)
        )


def test_codes_are_not_guessed() -> None:
    codes = {new_code() for _number in range(500)}
    assert len(codes) == 500
    assert {len(code) for code in codes} == {17}


def test_entered_once(proposal: Any) -> None:
    _name(proposal)
    _catalogue(proposal)
    with pytest.raises(FinishedAlready):
        services.catalogue_work(commission=proposal.commission, by=proposal.by)
    assert Artwork.objects.count() == 1


def test_the_collector_is_asked_once_a_week_and_told_of_what_follows(
    proposal: Any, run_outbox: Callable[[], Any]
) -> None:
    for _number in range(2):
        assert services.ask_consent(commission=proposal.commission, by=proposal.by)
    run_outbox()
    _name(proposal)
    _catalogue(proposal)
    assert not services.ask_consent(commission=proposal.commission, by=proposal.by)
    run_outbox()
    sent = EmailMessage.objects.order_by("pk").values_list("template", "user", "language")
    collector = _collector(proposal).pk
    assert list(sent) == [
        ("progress.consent_asked", collector, "ar"),
        ("progress.certificate", collector, "ar"),
        ("progress.catalogued", collector, "ar"),
    ]
    told = Notification.objects.filter(user=proposal.by).values_list("kind", flat=True)
    assert list(told) == ["progress.consent_given"]


@pytest.mark.parametrize(("licence", "pictures"), [(Licence.PERSONAL, 1), (Licence.FULL, 0)])
def test_the_pictures_that_were_accepted_come_along_where_the_licence_leaves_them(
    licence: Licence, pictures: int
) -> None:
    contract = finished(licence=licence)
    assert SubmissionImage.objects.count() == 2
    commission, artist = contract.commission, contract.seller.members.get()
    services.give_consent(commission=commission, by=commission.collector, form=NamingForm.PRIVATE)
    made = services.catalogue_work(commission=commission, by=artist)
    assert made.artwork.images.count() == pictures
