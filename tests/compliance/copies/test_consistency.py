"""A copy that is made while the data change shows one picture, as of one moment."""

from __future__ import annotations

import json
import threading

import pytest
from django.db import connections

from compliance import locks
from compliance.copies import archive, services
from mailing.models import Notification
from mailing.services import notify
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def elsewhere(work):
    """Done and committed on another connection."""

    def run():
        try:
            work()
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(20)


@pytest.fixture
def pictures(monkeypatch, unzipped):
    """Makes a copy, changes the data after the JSON was written; gives what JSON and pages say."""

    def make():
        huda = UserFactory(email="huda@example.com")
        notify(user=huda, kind="before", context={"word": "first"}, url="", key="1")
        page = archive._write_page

        def change_then_write(*args):
            elsewhere(change)
            page(*args)

        def change():
            notify(user=huda, kind="after", context={"word": "second"}, url="", key="2")
            Notification.objects.filter(key="1").update(context={"word": "changed"})

        monkeypatch.setattr(archive, "_write_page", change_then_write)
        copy = services.order_copy(user=huda, by=huda)
        services.make(copy_id=copy.pk)
        copy.refresh_from_db()
        zip_ = unzipped(copy)
        rows = [
            one["rows"]
            for one in json.loads(zip_.read("data.json"))["records"]
            if one["kind"] == "mailing.notification"
        ]
        pages = "".join(zip_.read(name).decode() for name in zip_.namelist() if name.endswith(".html"))
        return [row["context"]["word"] for row in rows[0]], [
            w for w in ("first", "changed", "second") if w in pages
        ]

    return make


def test_one_picture_although_the_data_change(pictures):
    assert pictures() == (["first"], ["first"])


def test_without_the_snapshot_pages_and_json_differ(pictures, monkeypatch):
    """The control."""
    monkeypatch.setattr(locks, "snapshot", lambda: None)
    in_json, on_pages = pictures()
    assert in_json == ["first"]
    assert on_pages == ["changed", "second"]


def test_progress_is_seen_from_outside_while_it_is_made(monkeypatch):
    huda = UserFactory()
    copy = services.order_copy(user=huda, by=huda)
    seen = []

    def look(*args):
        def read():
            fresh = type(copy).objects.get(pk=copy.pk)
            seen.append((fresh.state, fresh.total > 0, fresh.percent))

        elsewhere(read)
        return page(*args)

    page = archive._write_page
    monkeypatch.setattr(archive, "_write_page", look)
    monkeypatch.setattr("compliance.copies.services.making.EVERY", 0)
    services.make(copy_id=copy.pk)
    assert {state for state, _total, _percent in seen} == {"building"}
    assert all(total for _state, total, _percent in seen)
    percents = [percent for _state, _total, percent in seen]
    assert percents == sorted(percents)
    assert 0 < percents[-1] < 100
