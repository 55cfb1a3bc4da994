"""The studio's pages of followed calendars."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override

from core import clock
from tests.factories.accounts import UserFactory
from tests.factories.agenda import FeedFactory, calendar, entry
from tests.factories.orders import SellerFactory
from workshops.agenda import services
from workshops.agenda.forms import FeedForm
from workshops.agenda.models import Feed
from workshops.models import Event

pytestmark = pytest.mark.django_db


def at(name: str, *arguments: object, language: str = "en") -> str:
    with override(language):
        return reverse(f"agenda:{name}", args=arguments)


@pytest.fixture
def owner():
    return UserFactory()


@pytest.fixture
def seller(owner):
    return SellerFactory(owner=owner)


def brought(seller, owner, count: int = 1) -> Feed:
    start = clock.now() + timedelta(days=20)
    body = calendar(*(entry(str(n), start + timedelta(days=n), title=f"Talk {n}") for n in range(count)))
    feed = services.add_file(seller=seller, by=owner, name="programme.ics", content=body)
    services.refresh(feed=feed.pk)
    return feed


def test_a_file_is_added_read_looked_through_and_taken_in(client_for, seller, owner):
    browser = client_for(owner)
    start = clock.now() + timedelta(days=20)
    body = calendar(entry("1", start, title="Talk <b>one</b>"), entry("2", start, title="معرض الضوء"))
    upload = SimpleUploadedFile("autumn.ics", body, content_type="text/calendar")
    response = browser.post(at("feeds"), {"file": upload, "time_zone": "Asia/Riyadh"})
    feed = Feed.objects.get()
    assert response["Location"] == at("feed", feed.pk)
    assert "not read yet" in browser.get(at("feed", feed.pk)).content.decode()
    services.refresh(feed=feed.pk)
    text = browser.get(at("feed", feed.pk)).content.decode()
    assert "autumn.ics" in text
    assert "Talk one" in text
    assert "معرض الضوء" in text
    one, two = feed.items.order_by("uid").values_list("pk", flat=True)
    browser.post(at("feed-decide", feed.pk), {"action": "accept", "item": [one]})
    assert list(Event.objects.values_list("title_en", flat=True)) == ["Talk one"]
    browser.post(at("feed-decide", feed.pk), {"action": "ignore", "item": [two]})
    assert dict(feed.items.values_list("uid", "state")) == {"1": "accepted", "2": "ignored"}
    assert "Talk one" in browser.get(at("feed", feed.pk), {"look": "taken"}).content.decode()


REFUSALS = [
    ({}, ("Enter an address or choose a file", "أدخل عنوانًا أو اختر ملفًا")),
    ({"url": "example.org"}, ("Enter a whole address", "أدخل عنوانًا كاملًا")),
    ({"file": b"PK\x03\x04"}, ("This is no calendar file", "هذا ليس ملف تقويم")),
    ({"file": b"BEGIN:VCALENDAR" + b"x" * 2_200_000}, ("larger than 2 MB", "أكبر من 2 م.ب")),
]


@pytest.mark.parametrize(("data", "sentences"), REFUSALS, ids=["nothing", "address", "archive", "large"])
def test_what_is_refused_is_said_at_the_form_in_both_languages(client_for, seller, owner, data, sentences):
    for language, words in zip(("en", "ar"), sentences, strict=True):
        given = {"time_zone": "Asia/Riyadh", "name": "My programme", **data}
        if "file" in data:
            given["file"] = SimpleUploadedFile("x.ics", data["file"])
        response = client_for(owner).post(at("feeds", language=language), given)
        text = response.content.decode()
        assert response.status_code == 422
        assert words in text
        assert 'value="My programme"' in text
    assert not Feed.objects.exists()


class Unread(SimpleUploadedFile):
    """An upload that must not be read."""

    def read(self, *args: object) -> bytes:
        pytest.fail("was read")


def test_a_file_of_200_megabytes_is_refused_before_a_byte_is_read():
    file = Unread("x.ics", b"BEGIN:VCALENDAR")
    file.size = 200 * 1024 * 1024
    form = FeedForm({"time_zone": "Asia/Riyadh"}, {"file": file})
    with override("en"):
        assert not form.is_valid()
        assert "larger than 2 MB" in str(form.errors["file"])


def test_a_problem_is_said_on_the_page(client_for, seller, owner):
    feed = FeedFactory(seller=seller, problem="core.fetch_too_large", problem_params={"megabytes": "2"})
    browser = client_for(owner)
    assert "larger than 2 MB" in browser.get(at("feed", feed.pk)).content.decode()
    assert "أكبر من 2" in browser.get(at("feeds", language="ar")).content.decode()


def test_a_change_stands_side_by_side(client_for, seller, owner):
    feed = brought(seller, owner)
    services.accept_all(feed=feed, by=owner)
    item = feed.items.get()
    item.state, item.facts = "changed", {**item.facts, "title": "Talk on colour"}
    item.save()
    text = client_for(owner).get(at("feed", feed.pk)).content.decode()
    assert '<td dir="auto">Talk 0</td><td dir="auto">Talk on colour</td>' in text


def test_an_outsider_finds_nothing_and_changes_nothing(client_for, client, seller, owner):
    feed = brought(seller, owner)
    before = list(feed.items.values())
    outsider = client_for(UserFactory())
    assert outsider.get(at("feeds")).status_code == 404
    assert outsider.get(at("feeds"), {"seller": seller.slug}).status_code == 404
    assert (
        outsider.post(at("feeds") + f"?seller={seller.slug}", {"url": "https://x.example/a.ics"}).status_code
        == 404
    )
    assert outsider.get(at("feed", feed.pk)).status_code == 404
    assert outsider.post(at("feed-decide", feed.pk), {"action": "accept-all"}).status_code == 404
    for verb in ("read", "stop", "resume", "remove"):
        assert outsider.post(at("feed-move", feed.pk, verb)).status_code == 404
    assert client.get(at("feed", feed.pk)).status_code == 302
    assert list(feed.items.values()) == before
    assert not Event.objects.exists()


def test_the_verbs_of_a_calendar(client_for, seller, owner):
    feed = FeedFactory(seller=seller)
    browser = client_for(owner)
    for verb, state in (("stop", "off"), ("resume", "on")):
        browser.post(at("feed-move", feed.pk, verb))
        feed.refresh_from_db()
        assert feed.state == state
    assert browser.post(at("feed-move", feed.pk, "burn")).status_code == 404
    assert browser.get(at("feed-move", feed.pk, "remove")).status_code == 405
    browser.post(at("feed-move", feed.pk, "remove"))
    assert not Feed.objects.exists()


def test_all_at_once_and_nothing_chosen(client_for, seller, owner):
    feed = brought(seller, owner, count=3)
    browser = client_for(owner)
    text = browser.post(at("feed-decide", feed.pk), {"action": "accept"}, follow=True).content.decode()
    assert "Nothing was chosen" in text
    text = browser.post(
        at("feed-decide", feed.pk, language="ar"), {"action": "accept-all"}, follow=True
    ).content.decode()
    assert "أُضيفت 3 فعاليات" in text
    assert browser.post(at("feed-decide", feed.pk), {"action": "burn"}).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_pages_cost_the_same_for_one_and_for_three(
    client_for, seller, owner, django_assert_num_queries, rows
):
    feeds = [brought(seller, owner, count=rows) for _ in range(rows)]
    browser = client_for(owner)
    browser.get(at("feeds"))
    with django_assert_num_queries(LIST_QUERIES):
        browser.get(at("feeds"))
    with django_assert_num_queries(REVIEW_QUERIES):
        browser.get(at("feed", feeds[0].pk))


LIST_QUERIES = 5
REVIEW_QUERIES = 7
