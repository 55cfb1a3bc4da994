"""Versions of a contract: both must accept the newest one, and nothing that is paid changes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from commissions.contracts import exceptions, queries, services, terms, text
from commissions.contracts.models import Acceptance, ContractVersion
from tests.factories.accounts import UserFactory
from tests.factories.contracts import (
    active_contract,
    artist_of,
    funded_milestone,
    offered_contract,
    outsider,
    sign,
)

pytestmark = pytest.mark.django_db


def parts_of(contract, **changes):
    """The newest terms, the last milestone changed."""
    parts = list(terms.read(queries.newest(contract).terms).parts)
    parts[-1] = replace(parts[-1], **changes)
    return parts


def change(contract, by, **changes):
    return services.propose_change(
        contract=contract,
        by=by,
        parts=parts_of(contract, **changes),
        revisions=2,
        licence="personal",
        note="x",
    )


def test_award_writes_one_contract_however_often_it_is_told():
    contract = offered_contract()
    assert services.offer(proposal=contract.proposal) == contract
    assert (contract.state, contract.price, contract.in_force) == ("offered", 800_000, None)
    assert list(contract.milestones.values_list("amount", "state")) == [
        (400_000, "waiting"),
        (400_000, "waiting"),
    ]
    version = contract.versions.get()
    assert version.sha256 == text.fingerprint(version.terms, version.text_ar, version.text_en)


def test_contract_holds_when_both_have_accepted_it():
    contract = offered_contract()
    version = contract.versions.get()
    services.accept_contract(version=version, by=contract.collector, language="en")
    contract.refresh_from_db()
    assert contract.state == "offered"
    services.accept_contract(version=version, by=artist_of(contract))
    contract.refresh_from_db()
    contract.commission.refresh_from_db()
    assert (contract.state, contract.in_force, contract.commission.state) == ("active", 1, "in_progress")
    assert list(version.acceptances.values_list("side", "language")) == [
        ("collector", "en"),
        ("artist", "ar"),
    ]


@pytest.mark.parametrize("who", ["outsider", "assistant"])
def test_nobody_else_binds_a_side(who):
    contract = offered_contract()
    person = outsider()
    if who == "assistant":
        contract.seller.memberships.create(user=person, role="assistant")
    expected = exceptions.NotOwner if who == "assistant" else exceptions.NotYours
    for act in (
        lambda: services.accept_contract(version=contract.versions.get(), by=person),
        lambda: services.decline(contract=contract, by=person),
        lambda: change(contract, person, amount=1),
    ):
        with pytest.raises(expected):
            act()
    contract.refresh_from_db()
    assert (contract.state, contract.versions.count(), Acceptance.objects.count()) == ("offered", 1, 0)


def test_side_accepts_a_version_once():
    contract = offered_contract()
    services.accept_contract(version=contract.versions.get(), by=contract.collector)
    with pytest.raises(exceptions.AcceptedAlready):
        services.accept_contract(version=contract.versions.get(), by=contract.collector)


def test_change_before_both_accepted_replaces_the_version():
    contract = offered_contract()
    first = contract.versions.get()
    services.accept_contract(version=first, by=contract.collector)
    second = change(contract, artist_of(contract), amount=500_000)
    with pytest.raises(exceptions.NotNewest):
        services.accept_contract(version=first, by=artist_of(contract))
    services.accept_contract(version=second, by=contract.collector)
    contract.refresh_from_db()
    assert (contract.state, contract.in_force, contract.price) == ("active", 2, 900_000)
    assert list(contract.milestones.values_list("amount", flat=True)) == [400_000, 500_000]


def test_change_in_force_waits_for_the_other_side_and_keeps_what_is_paid():
    contract = active_contract()
    funded_milestone(contract)
    version = change(contract, contract.collector, amount=600_000)
    contract.refresh_from_db()
    assert (contract.price, contract.in_force) == (800_000, 1)
    services.accept_contract(version=version, by=artist_of(contract))
    contract.refresh_from_db()
    assert (contract.price, contract.in_force) == (1_000_000, 2)
    assert list(contract.milestones.values_list("amount", "state")) == [
        (400_000, "funded"),
        (600_000, "waiting"),
    ]


def test_paid_amount_and_dates_out_of_order_are_refused():
    contract = active_contract()
    funded_milestone(contract)
    one, two = parts_of(contract)
    for parts in (
        [replace(one, amount=1), two],
        [one, replace(two, due_on=one.due_on.replace(year=2029))],
        [],
    ):
        with pytest.raises(exceptions.ChangeRefused):
            services.propose_change(
                contract=contract, by=contract.collector, parts=parts, revisions=2, licence="personal"
            )
    assert contract.versions.count() == 1


def test_nothing_changed_is_no_version():
    contract = offered_contract()
    with pytest.raises(exceptions.NothingChanged):
        change(contract, contract.collector)


def test_declined_contract_opens_the_commission_again(run_outbox):
    contract = offered_contract()
    services.decline(contract=contract, by=contract.collector, note="غالٍ")
    run_outbox()
    contract.refresh_from_db()
    contract.commission.refresh_from_db()
    contract.proposal.refresh_from_db()
    assert (contract.state, contract.commission.state, contract.proposal.state) == (
        "declined",
        "discussion",
        "declined",
    )
    with pytest.raises(exceptions.MovedOn):
        services.accept_contract(version=contract.versions.get(), by=artist_of(contract))


def test_version_and_acceptance_never_change():
    contract = sign(offered_contract())
    for row, name in ((contract.versions.get(), "text_en"), (Acceptance.objects.first(), "language")):
        for act in (
            lambda row=row, name=name: type(row).objects.filter(pk=row.pk).update(**{name: "x"}),
            row.delete,
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                act()
    assert ContractVersion.objects.get().text_en != "x"


@transaction.atomic
def _spoil(contract):
    contract.milestones.filter(position=1).update(amount=1)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_price_that_is_not_the_sum_is_refused_at_commit():
    contract = offered_contract()
    with pytest.raises(IntegrityError, match="come"):
        _spoil(contract)
    contract.refresh_from_db()
    assert contract.milestones.get(position=1).amount == 400_000


def test_both_texts_say_price_fee_and_articles():
    version = offered_contract().versions.get()
    arabic = {clause.heading for clause in text.read(version.text_ar)}
    english = text.read(version.text_en)
    assert len(arabic) == len(english) == 13
    whole = version.text_en
    assert ["Article 13" in whole, "Article 14" in whole, "10%" in whole, "copyright stays" in whole] == [
        True
    ] * 4
    assert "SAR 360,000" not in whole
    assert "SAR 3,600" in whole.replace("\u2068", "").replace("\u2069", "")


def test_stranger_with_a_role_cannot_see_it():
    contract = offered_contract()
    assert list(queries.visible_to(UserFactory())) == []
    assert list(queries.visible_to(contract.collector)) == [contract]
