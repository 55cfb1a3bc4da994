"""An event is made step by step; nothing typed is lost; an outsider changes nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.factories.imaging import gradient, saved
from tests.factories.workshops import EventFactory, QuestionFactory, VenueFactory
from workshops.models import Event, Question, Run, TicketType, Venue

pytestmark = pytest.mark.django_db

EN = "/en/studio/events/"


def about(**changes):
    return {
        "kind": "workshop",
        "category": "calligraphy",
        "level": "beginner",
        "teaching_language": "both",
        "title_ar": "أمسية الخط",
        "title_en": "Calligraphy evening",
        "description_en": "We cut a pen.",
        "description_ar": "نبري قلمًا.",
    } | changes


def day(ahead: int) -> str:
    return f"{timezone.now() + timedelta(days=ahead):%Y-%m-%d}"


def dates(*rows: dict[str, str], **changes):
    data = {"s-TOTAL_FORMS": str(len(rows)), "s-INITIAL_FORMS": "0", "capacity": "12", "waiting_list": "on"}
    data |= {"time_zone": "Asia/Riyadh"}
    for number, row in enumerate(rows):
        data |= {f"s-{number}-{name}": value for name, value in row.items()}
    return data | changes


def ticket(**changes):
    return {"form": "ticket", "ticket-kind": "standard", "ticket-name_en": "Seat", "ticket-active": "on"} | {
        f"ticket-{name}": value for name, value in changes.items()
    }


def test_from_nothing_to_published(mine, seller):
    """The whole way, with the digits of an Arabic keyboard."""
    first = mine.post(f"{EN}add/?seller=mine", about())
    event = Event.objects.get()
    assert (first.status_code, first.url) == (302, f"{EN}{event.pk}/place/")
    assert event.state == "draft"

    venue = VenueFactory(seller=seller)
    second = mine.post(f"{EN}{event.pk}/place/", {"place": "in_person", "venue": venue.pk})
    assert second.url == f"{EN}{event.pk}/dates/"

    evening = {"day": day(10), "start": "٢١:٠٠", "end": "٠١:٠٠"}
    mine.post(f"{EN}{event.pk}/dates/", dates(evening, capacity="١٢", closes_hours="٢٤"))
    run = event.runs.get()
    assert (run.capacity, run.ends_at - run.starts_at) == (12, timedelta(hours=4))
    assert run.starts_at - run.closes_at == timedelta(hours=24)

    terms = {"form": "terms", "terms-admission": "tickets", "terms-currency": "SAR", "terms-policy": "strict"}
    mine.post(f"{EN}{event.pk}/tickets/", terms | {"terms-materials_fee": "٥٠", "terms-guardian_below": "١٨"})
    mine.post(f"{EN}{event.pk}/tickets/", ticket(price="١٬٢٥٠٫٥٠", limit="١٠"))
    kind = TicketType.objects.get()
    assert (kind.price_minor, kind.seat_price.minor) == (125_050, 130_050)
    assert run.allotments.get().limit == 10

    mine.post(f"{EN}{event.pk}/questions/", {"text_en": "Any allergies?", "kind": "text", "active": "on"})
    assert "Ready to publish" in mine.get(f"{EN}{event.pk}/").content.decode()
    mine.post(f"{EN}{event.pk}/publish/")
    event.refresh_from_db()
    assert (event.state, event.policy, event.guardian_below) == ("published", "strict", 18)
    assert event.questions.get().text_en == "Any allergies?"


def test_a_seller_whom_the_house_does_not_know_sends_it_for_review(mine, seller):
    seller.verified_at = None
    seller.save()
    event = EventFactory(seller=seller, draft=True)
    assert "Send for review" in mine.get(f"{EN}{event.pk}/").content.decode()
    mine.post(f"{EN}{event.pk}/publish/")
    event.refresh_from_db()
    assert event.state == "review"


def test_what_is_missing_is_listed_with_its_step(mine, seller):
    event = EventFactory(seller=seller, draft=True, bare=True, venue=None)
    html = mine.get(f"{EN}{event.pk}/").content.decode()
    for step in ("place", "dates", "tickets"):
        assert '<li class="lack">' in html
        assert f'href="{EN}{event.pk}/{step}/"' in html
    mine.post(f"{EN}{event.pk}/publish/")
    event.refresh_from_db()
    assert event.state == "draft"


def test_nothing_typed_is_lost_when_the_title_is_missing(mine, seller):
    response = mine.post(f"{EN}add/", about(title_ar="", title_en="", bring_en="An apron"))
    html = response.content.decode()
    assert response.status_code == 422
    assert "Enter the title in Arabic or in English." in html
    assert "We cut a pen." in html
    assert "An apron" in html
    assert Event.objects.count() == 0


def test_one_more_row_keeps_what_was_typed_and_says_no_error(mine, seller):
    event = EventFactory(seller=seller, draft=True, bare=True)
    evening = {"day": day(10), "start": "18:30", "end": ""}
    response = mine.post(f"{EN}{event.pk}/dates/", dates(evening, capacity="7", count="3", more="1"))
    html = response.content.decode()
    assert response.status_code == 200
    assert 'name="s-1-day"' in html
    assert f'value="{evening["day"]}"' in html
    assert 'value="18:30"' in html
    assert 'name="capacity" value="7"' in html
    assert "Enter when it ends." not in html
    assert Run.objects.count() == 0


def test_a_date_without_its_end_is_refused_at_its_field(mine, seller):
    event = EventFactory(seller=seller, draft=True, bare=True)
    response = mine.post(f"{EN}{event.pk}/dates/", dates({"day": day(10), "start": "18:30"}, capacity="many"))
    html = response.content.decode()
    assert response.status_code == 422
    assert "Enter when it ends." in html
    assert "Write a whole number in digits" in html
    assert 'value="18:30"' in html


def test_a_course_and_a_series(mine, seller):
    event = EventFactory(seller=seller, draft=True, bare=True)
    rows = [{"day": day(n), "start": "18:00", "end": "20:00"} for n in (10, 17)]
    mine.post(f"{EN}{event.pk}/dates/", dates(*rows))
    assert event.runs.get().sessions.count() == 2
    series = {"repeat": "weekly", "interval": "2", "count": "3"}
    mine.post(f"{EN}{event.pk}/dates/", dates(rows[0], **series))
    assert [run.sessions.count() for run in event.runs.order_by("number")] == [2, 1, 1, 1]
    refused = mine.post(f"{EN}{event.pk}/dates/", dates(*rows, **series))
    assert "A series recurs from one date." in refused.content.decode()
    assert event.runs.count() == 4


def test_a_run_is_moved_and_widened_on_its_page(mine, seller):
    event = EventFactory(seller=seller)
    run = event.runs.get()
    page = mine.get(f"{EN}runs/{run.pk}/").content.decode()
    assert f'value="{run.local_start:%H:%M}"' in page
    row = {"day": f"{run.local_start:%Y-%m-%d}", "start": "19:00", "end": "21:30"}
    mine.post(f"{EN}runs/{run.pk}/", dates(row, capacity="20", **{"s-INITIAL_FORMS": "1"}))
    run.refresh_from_db()
    assert (run.local_start.hour, run.capacity, run.sessions.count()) == (19, 20, 1)
    assert run.moved_at is not None


def test_fewer_seats_than_are_taken_are_refused_and_nothing_moves(mine, seller):
    event = EventFactory(seller=seller)
    run = event.runs.get()
    Run.objects.filter(pk=run.pk).update(taken=5)
    row = {"day": f"{run.local_start:%Y-%m-%d}", "start": "19:00", "end": "21:30"}
    response = mine.post(f"{EN}runs/{run.pk}/", dates(row, capacity="4", **{"s-INITIAL_FORMS": "1"}))
    assert (response.status_code, "5 seats are taken already" in response.content.decode()) == (422, True)
    before = run.starts_at
    run.refresh_from_db()
    assert (run.starts_at, run.capacity) == (before, 10)


def test_close_open_and_again(mine, seller):
    run = EventFactory(seller=seller).runs.get()
    mine.post(f"{EN}runs/{run.pk}/state/", {"to": "close"})
    run.refresh_from_db()
    assert run.state == "closed"
    mine.post(f"{EN}runs/{run.pk}/state/", {"to": "open"})
    run.refresh_from_db()
    assert run.state == "open"
    assert mine.post(f"{EN}runs/{run.pk}/state/", {"to": "explode"}).status_code == 404
    again = mine.post(f"{EN}runs/{run.pk}/copy/")
    assert again.url == f"{EN}runs/{run.event.runs.latest('pk').pk}/"
    assert run.event.runs.count() == 2


def test_calling_off_says_how_many_are_concerned_before(mine, seller):
    event = EventFactory(seller=seller)
    event.runs.update(taken=3)
    html = mine.get(f"{EN}{event.pk}/cancel/").content.decode()
    assert "<bdi>3</bdi> taken seats are concerned." in html
    bare = mine.post(f"{EN}{event.pk}/cancel/", {"reason": ""})
    assert bare.status_code == 422
    mine.post(f"{EN}{event.pk}/cancel/", {"reason": "The kiln broke."})
    event.refresh_from_db()
    assert (event.state, event.cancel_reason_en) == ("cancelled", "The kiln broke.")
    assert "The kiln broke." in mine.get(f"{EN}{event.pk}/").content.decode()


def test_one_date_is_called_off(mine, seller):
    run = EventFactory(seller=seller).runs.get()
    mine.post(f"{EN}runs/{run.pk}/cancel/", {"reason": "Rain"})
    run.refresh_from_db()
    assert (run.state, run.event.state) == ("cancelled", "published")


def test_a_copy_in_one_click(mine, seller):
    event = EventFactory(seller=seller)
    response = mine.post(f"{EN}{event.pk}/copy/")
    copy = Event.objects.latest("pk")
    assert (response.url, copy.copied_from) == (f"{EN}{copy.pk}/", event)


def test_a_price_in_words_is_refused_and_stays_typed(mine, seller):
    event = EventFactory(seller=seller, draft=True, bare=True)
    response = mine.post(f"{EN}{event.pk}/tickets/", ticket(price="cheap"))
    assert (response.status_code, 'value="cheap"' in response.content.decode()) == (422, True)
    assert TicketType.objects.count() == 0


def test_a_ticket_is_changed_and_taken_from_offer(mine, seller):
    kind = EventFactory(seller=seller).ticket_types.get()
    mine.post(f"{EN}tickets/{kind.pk}/", ticket(price="300", sale_until="2027-01-31") | {"ticket-active": ""})
    kind.refresh_from_db()
    assert (kind.price_minor, kind.active) == (30_000, False)
    assert kind.sale_until.isoformat() == "2027-01-31T21:00:00+00:00"
    assert 'value="2027-01-31"' in mine.get(f"{EN}tickets/{kind.pk}/").content.decode()


def test_a_question_is_changed(mine, seller):
    question = QuestionFactory(event=EventFactory(seller=seller))
    mine.post(f"{EN}questions/{question.pk}/", {"text_en": "Which size?", "kind": "text", "required": "on"})
    question.refresh_from_db()
    assert (question.text_en, question.required, question.active) == ("Which size?", True, False)


ADDRESS = {
    "address-country": "SA",
    "address-line1": "Takhassusi Street",
    "address-district": "Al Mathar",
    "address-city": "Riyadh",
    "address-postcode": "12345",
    "address-building": "7420",
    "address-additional": "2310",
}


def test_a_venue_is_added_and_chosen_at_once(mine, seller):
    event = EventFactory(seller=seller, draft=True, bare=True, venue=None)
    values = {"name_en": "The kiln", "time_zone": "Asia/Riyadh"} | ADDRESS
    mine.post(f"{EN}{event.pk}/place/venue/", values)
    venue = Venue.objects.get()
    event.refresh_from_db()
    assert (event.venue, venue.postal_address.city) == (venue, "Riyadh")


def test_a_venue_needs_a_name_and_keeps_its_address(mine, seller):
    event = EventFactory(seller=seller, draft=True, bare=True, venue=None)
    response = mine.post(f"{EN}{event.pk}/place/venue/", {"time_zone": "Asia/Riyadh"} | ADDRESS)
    html = response.content.decode()
    assert (response.status_code, "Takhassusi Street" in html) == (422, True)
    assert "Enter the name in Arabic or in English." in html
    assert Venue.objects.count() == 0


def test_a_picture_that_is_none_is_refused_at_its_field(mine, seller):
    event = EventFactory(seller=seller, draft=True, bare=True)
    upload = SimpleUploadedFile("kiln.jpg", saved(gradient()).read(), content_type="image/jpeg")
    mine.post(f"{EN}{event.pk}/about/", about(picture=upload))
    event.refresh_from_db()
    kept = event.cover
    assert kept is not None
    fake = SimpleUploadedFile("a.png", b"<script>", content_type="image/png")
    response = mine.post(f"{EN}{event.pk}/about/", about(picture=fake))
    event.refresh_from_db()
    assert (response.status_code, event.cover) == (422, kept)


def test_what_is_open_to_nobody_else(theirs, seller):
    """Each address says that there is nothing; nothing is changed."""
    event = EventFactory(seller=seller, title_en="Reed")
    run, kind = event.runs.get(), event.ticket_types.get()
    question, venue = QuestionFactory(event=event), event.venue
    steps = ["", "about/", "place/", "place/venue/", "dates/", "tickets/", "questions/", "cancel/"]
    pages = [f"{event.pk}/{step}" for step in steps]
    pages += [f"runs/{run.pk}/", f"runs/{run.pk}/cancel/", f"tickets/{kind.pk}/"]
    pages += [f"questions/{question.pk}/", f"venues/{venue.pk}/"]
    posts = [f"{event.pk}/publish/", f"{event.pk}/copy/", f"runs/{run.pk}/state/", f"runs/{run.pk}/copy/"]
    assert {theirs.get(f"{EN}{page}").status_code for page in pages} == {404}
    sent = (
        about(title_en="Hacked") | dates({"day": day(9), "start": "10:00", "end": "11:00"}) | {"reason": "x"}
    )
    assert {theirs.post(f"{EN}{page}", sent).status_code for page in [*pages[1:], *posts]} == {404}
    event.refresh_from_db()
    run.refresh_from_db()
    assert (event.title_en, event.state, run.state, run.capacity) == ("Reed", "published", "open", 10)
    counts = (Event, Run, TicketType, Question, Venue)
    assert [model.objects.count() for model in counts] == [1, 1, 1, 1, 1]
    assert theirs.post(f"{EN}add/?seller=mine", about()).status_code == 404
