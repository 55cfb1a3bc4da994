"""The pages: both sides and staff in both languages, strangers find nothing, nothing works by GET."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import translation

from commissions.contracts import services
from commissions.contracts.models import Contract, SubmissionImage
from orders.models import Order
from tests.factories.accounts import AdminFactory
from tests.factories.contracts import (
    active_contract,
    artist_of,
    disputed_contract,
    funded_milestone,
    later,
    milestone_of,
    offered_contract,
    outsider,
    picture,
    submitted_milestone,
)

pytestmark = pytest.mark.django_db
LIST = 5


def page(name, *args, language="ar"):
    with translation.override(language):
        return reverse(f"contracts:{name}", args=args)


def pages_of(contract):
    milestone = contract.milestones.get(position=1)
    return [
        page("contract", contract.pk),
        page("version", contract.pk, 1),
        page("paper", contract.pk, 1),
        page("milestone", milestone.pk),
        page("dispute", contract.pk),
    ]


def test_both_sides_and_staff_read_every_page_in_both_languages(client_for):
    contract = disputed_contract()
    for person in (contract.collector, artist_of(contract), AdminFactory()):
        client = client_for(person)
        for path in pages_of(contract):
            for language in ("ar", "en"):
                assert client.get(path.replace("/ar/", f"/{language}/")).status_code == 200
    assert client.get(page("queue")).status_code == 200
    assert client.get(page("decide", contract.disputes.get().pk)).status_code == 200


def test_stranger_finds_nothing_and_changes_nothing(client_for):
    contract = disputed_contract()
    milestone = contract.milestones.get(position=1)
    image = SubmissionImage.objects.get()
    client = client_for(outsider())
    reads = [*pages_of(contract), page("picture", image.pk, "preview"), page("queue")]
    assert [client.get(path).status_code for path in reads] == [404] * len(reads)
    posts = [
        *(page(name, contract.pk) for name in ("accept", "decline", "end", "dispute", "dispute-withdraw")),
        *(page(name, milestone.pk) for name in ("fund", "submit", "milestone-accept", "revise")),
        page("decide", contract.disputes.get().pk),
    ]
    assert [client.post(path, {"version": 1, "agree": "on"}).status_code for path in posts] == [404] * len(
        posts
    )
    contract.refresh_from_db()
    assert (contract.state, milestone_of(milestone).state) == ("disputed", "submitted")


def test_verbs_do_nothing_by_get(client_for):
    contract = active_contract()
    milestone = contract.milestones.get(position=1)
    client = client_for(contract.collector)
    paths = [
        *(page(name, contract.pk) for name in ("accept", "decline", "dispute-withdraw")),
        *(page(name, milestone.pk) for name in ("fund", "submit", "milestone-accept", "revise")),
    ]
    assert [client.get(path).status_code for path in paths] == [405] * len(paths)
    assert client.get(page("end", contract.pk)).status_code == 200
    contract.refresh_from_db()
    assert (contract.state, Order.objects.count()) == ("active", 0)


def test_both_accept_on_the_page_with_version_and_time(client_for):
    contract = offered_contract()
    path = page("accept", contract.pk)
    client_for(contract.collector).post(path, {"version": 1})
    assert contract.versions.get().acceptances.count() == 0
    for person in (contract.collector, artist_of(contract)):
        client_for(person).post(path, {"version": 1, "agree": "on"})
    contract.refresh_from_db()
    assert contract.state == "active"
    html = client_for(contract.collector).get(page("contract", contract.pk)).content.decode()
    assert html.count("قُبلت النسخة") == 2
    assert 'lang="ar" dir="rtl"' in html
    assert 'lang="en" dir="ltr"' in html


def test_paying_leads_to_the_checkout(client_for):
    contract = active_contract()
    milestone = contract.milestones.get(position=1)
    answer = client_for(contract.collector).post(page("fund", milestone.pk))
    order = Order.objects.get()
    with translation.override("ar"):
        assert answer["Location"] == reverse("checkout:order", args=[order.number])


def test_submit_and_revise_and_accept_on_the_page(client_for):
    milestone = funded_milestone()
    contract = milestone.contract
    artist, collector = client_for(artist_of(contract)), client_for(contract.collector)
    assert artist.post(page("submit", milestone.pk), {"text": "x"}).status_code == 200
    artist.post(page("submit", milestone.pk), {"pictures": [picture()], "text": "هذه"})
    collector.post(page("revise", milestone.pk), {"text": "أفتح"})
    assert milestone_of(milestone).state == "revising"
    artist.post(page("submit", milestone.pk), {"pictures": [picture(colour="#223344")]})
    collector.post(page("milestone-accept", milestone.pk))
    assert milestone_of(milestone).state == "accepted"


def test_collector_sees_the_marked_preview_until_acceptance(client_for):
    milestone = submitted_milestone()
    contract = milestone.contract
    image = SubmissionImage.objects.get()
    collector = client_for(contract.collector)
    sizes = ("preview", "view", "full")

    def seen(client):
        return [client.get(page("picture", image.pk, size)).status_code for size in sizes]

    assert seen(collector) == [200, 404, 404]
    assert seen(client_for(artist_of(contract))) == [200, 200, 404]
    assert seen(client_for(AdminFactory())) == [200, 404, 404]
    services.accept(milestone=milestone, by=contract.collector)
    assert seen(collector) == [200, 200, 404]


def test_commercial_licence_hands_over_the_large_file(client_for):
    milestone = submitted_milestone(licence="commercial")
    services.accept(milestone=milestone, by=milestone.contract.collector)
    answer = client_for(milestone.contract.collector).get(
        page("picture", SubmissionImage.objects.get().pk, "full")
    )
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")


def test_ending_shows_the_sums_and_does_them(client_for):
    milestone = funded_milestone(now=later(-2))
    contract = milestone.contract
    client = client_for(contract.collector)
    html = client.get(page("end", contract.pk, language="en")).content.decode()
    assert "3,600" in html
    assert "400" in html
    seen = services.preview(contract=contract, by=contract.collector).mark
    client.post(page("end", contract.pk), {"seen": seen})
    assert milestone_of(milestone).state == "funded"
    client.post(page("end", contract.pk), {"seen": seen, "sure": "on"})
    assert milestone_of(milestone).order.refunded == 360_000


def test_change_through_the_form_makes_a_version(client_for):
    contract = offered_contract()
    client = client_for(artist_of(contract))
    html = client.get(page("change", contract.pk)).content.decode()
    assert "parts-1-amount" in html
    data = {
        "parts-TOTAL_FORMS": 3, "parts-INITIAL_FORMS": 2, "revisions": 3, "licence": "display", "note": "أكثر",
        "parts-0-title_ar": "الأولى", "parts-0-amount": "٤٠٠٠", "parts-0-due_on": "2030-01-29",
        "parts-1-title_ar": "الثانية", "parts-1-amount": "5,000", "parts-1-due_on": "2030-02-26",
        "parts-2-amount": "", "parts-2-due_on": "",
    }  # fmt: skip
    answer = client.post(page("change", contract.pk), data)
    assert answer.status_code == 302
    contract.refresh_from_db()
    assert (contract.price, contract.revisions, contract.versions.count()) == (900_000, 3, 2)


def test_staff_decide_on_the_page(client_for):
    contract = disputed_contract()
    path = page("decide", contract.disputes.get().pk)
    client = client_for(AdminFactory())
    bad = client.post(path, {"decision": "end", "note": "لأن", "back_1": "9999"})
    assert bad.status_code == 200
    client.post(path, {"decision": "end", "note": "لأن", "back_1": "١٥٠٠"})
    contract.refresh_from_db()
    assert (contract.state, contract.milestones.get(position=1).order.refunded) == ("cancelled", 150_000)


@pytest.mark.parametrize("count", [1, 3])
def test_list_has_a_constant_number_of_queries(client_for, django_assert_num_queries, count):
    collector = outsider()
    for _place in range(count):
        offered_contract()
    contracts = list(Contract.objects.select_related("seller"))
    for one in contracts:
        one.seller.memberships.create(user=collector, role="assistant")
    client = client_for(collector)
    client.get(page("contracts"))
    with django_assert_num_queries(LIST):
        client.get(page("contracts"))
