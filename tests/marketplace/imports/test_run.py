from __future__ import annotations

import csv
from datetime import UTC, datetime

import pytest

from compliance.models import AuditEntry
from marketplace.enums import Availability, PublicationState
from marketplace.exceptions import NotYours, PublishingDenied
from marketplace.imports import run as running
from marketplace.imports.exceptions import ColumnMissing, EncodingWrong
from marketplace.imports.run import Options, preview_import, run_import
from marketplace.models import Artist, Artwork, ArtworkSearch, City, Tag
from tests.factories.accounts import UserFactory
from tests.factories.marketplace import ArtistFactory, ArtworkFactory
from tests.factories.orders import SellerFactory

pytestmark = pytest.mark.django_db
HEADERS = ["number", "title_ar", "title_en", "artist", "price", "status", "city", "tags", "antiquity"]
GOOD = [
    ["A-1", "نون", "Nun", "عبدالله الشهري", "68,000", "", "الرياض", "حروف|خط", ""],
    ["A-2", "الخليج", "The Gulf", "Khalid; Sara", "٦١٬٠٠٠", "sold", "Jeddah", "sea", ""],
    ["A-3", "", "Blank", "", "", "", "", "", ""],
]


@pytest.fixture
def seller():
    return SellerFactory()


@pytest.fixture
def sheet(tmp_path):
    def write(rows, headers=HEADERS, name="works.csv"):
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows([headers, *rows])
        return path

    return write


def take(path, seller, **options):
    return run_import(path, seller=seller, actor=None, options=Options(**options))


def counts(report):
    return (report.counts.created, report.counts.updated, report.counts.unchanged, report.refused)


def test_good_rows_become_drafts_with_artists_cities_and_words(sheet, seller):
    report = take(sheet(GOOD), seller)
    assert (report.rows, counts(report)) == (3, (3, 0, 0, 0))
    first, second, third = Artwork.objects.order_by("inventory_number").select_related("artist", "city")
    assert (first.title_ar, first.title_en, first.state, first.price_minor) == (
        "نون",
        "Nun",
        "draft",
        6_800_000,
    )
    assert (first.artist.name_ar, first.artist.slug.isascii()) == ("عبدالله الشهري", True)
    assert (second.artist.name_en, [a.name_en for a in second.other_artists.all()]) == ("Khalid", ["Sara"])
    assert (second.availability, second.city.name_en, first.city.name_ar) == ("sold", "Jeddah", "الرياض")
    assert (third.artist, third.price_minor, third.title_en) == (None, None, "Blank")
    assert set(Tag.objects.values_list("key", "name_ar", "name_en")) == {
        ("حروف", "حروف", "letters"),
        ("خط", "خط", "calligraphy"),
        ("sea", "بحر", "sea"),
    }
    assert ArtworkSearch.objects.count() == 3


def test_a_second_run_changes_nothing(sheet, seller):
    path = sheet(GOOD)
    take(path, seller)
    before = list(Artwork.objects.order_by("pk").values())
    assert counts(take(path, seller)) == (0, 0, 3, 0)
    assert list(Artwork.objects.order_by("pk").values()) == before
    assert (Artist.objects.count(), City.objects.count()) == (3, 2)


def test_a_changed_row_changes_its_work_alone(sheet, seller):
    take(sheet(GOOD), seller)
    changed = [[*GOOD[0][:4], "70,000", *GOOD[0][5:]], *GOOD[1:]]
    assert counts(take(sheet(changed), seller)) == (0, 1, 2, 0)
    assert Artwork.objects.get(inventory_number="A-1").price_minor == 7_000_000


def test_what_the_sheet_has_no_column_for_stays(sheet, seller):
    work = ArtworkFactory(seller=seller, inventory_number="A-1", description_en="By hand", published=True)
    take(sheet([["A-1", "New title"]], headers=["number", "title"]), seller)
    work.refresh_from_db()
    assert (work.title_en, work.title_ar) == ("New title", work.title_ar)
    assert work.title_ar.startswith("عمل")
    assert (work.description_en, work.state, work.price_minor) == ("By hand", "published", 185_000)


def test_a_work_that_somebody_buys_keeps_its_price_and_standing(sheet, seller):
    work = ArtworkFactory(
        seller=seller, inventory_number="A-1", availability="on_hold", hold_source="order:9", published=True
    )
    take(sheet([["A-1", "", "Renamed", "", "5", "available", "", "", ""]]), seller)
    work.refresh_from_db()
    assert (work.title_en, work.price_minor, work.availability) == ("Renamed", 185_000, "on_hold")


def test_bad_rows_are_told_and_the_others_go_in(sheet, seller):
    told = []
    rows = [GOOD[0], ["A-9", "", "", "", "cheap", "", "", "", ""], GOOD[1], [*GOOD[0]], ["A-8", "short"]]
    report = run_import(sheet(rows), seller=seller, actor=None, tell=told.append)
    assert counts(report) == (2, 0, 0, 3)
    assert [(error.line, error.column, error.code) for error in told] == [
        (3, "price", "core.amount_invalid"),
        (3, "title_ar", "title_missing"),
        (5, "number", "number_repeated"),
        (6, "", "ragged"),
    ]
    assert "2" in str(told[2].reason)
    assert set(Artwork.objects.values_list("inventory_number", flat=True)) == {"A-1", "A-2"}


def test_a_dry_run_counts_and_keeps_nothing(sheet, seller):
    report = take(sheet(GOOD), seller, dry_run=True)
    assert counts(report) == (3, 0, 0, 0)
    assert (Artwork.objects.count(), Artist.objects.count(), Tag.objects.count()) == (0, 0, 0)
    assert AuditEntry.objects.filter(action="marketplace.import.finished").count() == 0


def test_a_wrong_byte_far_down_changes_nothing(sheet, seller, monkeypatch):
    monkeypatch.setattr(running, "BATCH", 2)
    path = sheet(GOOD)
    path.write_bytes(path.read_bytes() + "A-7,نون,,,,,,,\n".encode("cp1256"))
    with pytest.raises(EncodingWrong) as refusal:
        take(path, seller)
    assert refusal.value.params["line"] == 5
    assert (Artwork.objects.count(), Artist.objects.count()) == (0, 0)


def test_a_missing_column_changes_nothing(sheet, seller, arabic):
    with pytest.raises(ColumnMissing) as refusal:
        take(sheet([["x"]], headers=["title"]), seller)
    assert "inventory number" in refusal.value.text
    assert Artwork.objects.count() == 0


def test_many_batches_give_the_same_as_one(sheet, seller, monkeypatch):
    rows = [
        [f"B-{n}", f"عمل {n}", f"Work {n}", f"Artist {n % 7}", "100", "", "", f"tag {n % 5}", ""]
        for n in range(50)
    ]
    monkeypatch.setattr(running, "BATCH", 8)
    assert counts(take(sheet(rows), seller)) == (50, 0, 0, 0)
    assert (Artist.objects.count(), Tag.objects.count(), ArtworkSearch.objects.count()) == (7, 5, 50)
    monkeypatch.setattr(running, "BATCH", 100)
    assert counts(take(sheet(rows), seller)) == (0, 0, 50, 0)


def test_works_of_another_seller_are_not_touched(sheet, seller):
    other = ArtworkFactory(inventory_number="A-1", title_en="Theirs")
    take(sheet(GOOD), seller)
    other.refresh_from_db()
    assert other.title_en == "Theirs"
    assert Artwork.objects.filter(inventory_number="A-1").count() == 2


def test_a_known_artist_is_found_in_either_script(sheet, seller):
    known = ArtistFactory(name_ar="أحمد ماطر", name_en="Ahmed Mater")
    rows = [
        ["C-1", "", "One", "احمد ماطر", "", "", "", "", ""],
        ["C-2", "", "Two", "AHMED  MATER", "", "", "", "", ""],
    ]
    take(sheet(rows), seller)
    assert set(Artwork.objects.values_list("artist", flat=True)) == {known.pk}


def test_published_at_once_where_it_was_asked_for(sheet, seller):
    options = {"state": PublicationState.PUBLISHED, "availability": Availability.NOT_FOR_SALE}
    take(sheet(GOOD), seller, **options)
    work = Artwork.objects.get(inventory_number="A-1")
    assert (work.state, work.availability) == ("published", "not_for_sale")
    assert work.published_at > datetime(2026, 1, 1, tzinfo=UTC)


def test_a_published_work_does_not_become_an_unlicensed_antiquity(sheet, seller):
    work = ArtworkFactory(seller=seller, inventory_number="A-1", published=True)
    report = take(sheet([["A-1", "", "Old", "", "", "", "", "", "yes"], GOOD[1]]), seller)
    assert counts(report) == (1, 0, 0, 1)
    assert [error.code for error in report.errors] == ["antiquity_licence"]
    work.refresh_from_db()
    assert (work.antiquity, work.title_en == "Old") == ("no", False)


def test_one_audit_entry_tells_of_the_whole(sheet, seller):
    actor = UserFactory()
    seller.memberships.create(user=actor)
    run_import(sheet(GOOD), seller=seller, actor=actor)
    entry = AuditEntry.objects.get(action="marketplace.import.finished")
    assert (entry.actor_id, entry.after["created"], entry.after["refused"]) == (actor.pk, 3, 0)


def test_a_preview_touches_no_table(sheet, django_assert_num_queries):
    path = sheet([*GOOD, ["A-9", "", "", "", "cheap", "", "", "", ""]])
    with django_assert_num_queries(1):  # what year it is
        look = preview_import(path, limit=10)
    assert [work.inventory_number for work in look.works] == ["A-1", "A-2", "A-3"]
    assert [(error.line, error.column) for error in look.errors] == [(5, "price"), (5, "title_ar")]
    assert (look.rows, look.more) == (4, False)
    assert preview_import(path, limit=2).more is True


def test_artists_are_matched_by_their_number_in_the_source(tmp_path, seller):
    artists = tmp_path / "artists.csv"
    artists.write_text(
        '\ufeffid,name,yearOfBirth,yearOfDeath\n38,"Blake, Robert",1762,1787\n39,"Blake, William",1757,1827\n,x,,\n',
        encoding="utf-8",
    )
    headers = [
        "inventory_number", "title", "artist", "artist_id", "artist_role", "year", "date_text", "medium",
        "classification", "dimensions", "inscription", "credit_line", "movements", "subjects", "url",
    ]  # fmt: skip
    works = tmp_path / "works.csv"
    with works.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, headers)
        writer.writeheader()
        writer.writerow(
            {
                "inventory_number": "A1",
                "title": "One",
                "artist": "after William Blake",
                "artist_id": "39",
                "artist_role": "after",
            }
        )
        writer.writerow(
            {"inventory_number": "A2", "title": "Two", "artist": "Nobody Listed", "artist_id": "77"}
        )
    report = take(works, seller, mapping="tate", artists_file=str(artists))
    assert (report.artists_from_file, report.artists_added) == (2, 1)
    one = Artwork.objects.select_related("artist").get(inventory_number="A1")
    assert (one.artist.name_en, one.artist.birth_year, one.attribution) == ("William Blake", 1757, "after")
    assert Artwork.objects.get(inventory_number="A2").artist.name_en == "Nobody Listed"
    again = take(works, seller, mapping="tate", artists_file=str(artists))
    assert (counts(again), Artist.objects.count()) == ((0, 0, 2, 0), 3)


def test_an_outsider_takes_nothing_in(sheet, seller):
    with pytest.raises(NotYours):
        run_import(sheet(GOOD), seller=seller, actor=UserFactory())
    assert Artwork.objects.count() == 0


def test_an_unverified_seller_does_not_publish_by_sheet(sheet, seller):
    actor = UserFactory()
    seller.memberships.create(user=actor)
    options = Options(state=PublicationState.PUBLISHED)
    with pytest.raises(PublishingDenied):
        run_import(sheet(GOOD), seller=seller, actor=actor, options=options)
    assert Artwork.objects.count() == 0
