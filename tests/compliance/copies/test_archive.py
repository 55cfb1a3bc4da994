"""What is in a copy: everything of the person in both languages and as JSON, nobody else, no secret."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils.translation import override

from compliance import registry
from compliance.copies import archive, contents, reading
from compliance.subjects import Subject
from core import clock
from mailing.services import notify
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.copies import make_copy
from tests.factories.orders import paid_order


def records(zip_, kind):
    found = [one for one in json.loads(zip_.read("data.json"))["records"] if one["kind"] == kind]
    return found[0]["rows"] if found else []


def text_of(zip_):
    """Everything readable in the archive."""
    return "".join(zip_.read(name).decode() for name in zip_.namelist() if not name.startswith("files/"))


class Wellformed(HTMLParser):
    """Counts open elements, and collects addresses."""

    VOID = {"meta", "br", "hr", "img", "link", "input"}

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag not in self.VOID:
            self.open.append(tag)
        self.addresses += [value for name, value in attrs if name in {"href", "src"}]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_pages_in_both_languages_json_and_one_first_page(huda, unzipped):
    paid_order(huda)
    copy = make_copy(huda)
    zip_ = unzipped(copy)
    names = zip_.namelist()
    arabic = [name[3:] for name in names if name.startswith("ar/")]
    assert arabic == [name[3:] for name in names if name.startswith("en/")]
    assert sorted(set(names) - {f"{code}/{page}" for code in ("ar", "en") for page in arabic}) == [
        "data.json",
        "index.html",
    ]
    orders = next(page for page in arabic if "orders" in page)
    ar, en = (zip_.read(f"{code}/{orders}").decode() for code in ("ar", "en"))
    assert '<html lang="ar" dir="rtl">' in ar
    assert '<html lang="en" dir="ltr">' in en
    assert "<bdi>1,850.00 ريال</bdi>" in ar
    assert "<bdi>SAR 1,850.00</bdi>" in en
    assert "<dt>المشتري</dt><dd>أنت</dd>" in ar
    assert "<dt>Buyer</dt><dd>you</dd>" in en
    first = zip_.read("index.html").decode()
    assert all(word in first for word in ("نسخة من بياناتك", "A copy of your data", "huda@example.com"))
    assert [row["number"] for row in records(zip_, "orders.order")] == ["AS-2026-000001"]
    assert copy.records == sum(len(one["rows"]) for one in json.loads(zip_.read("data.json"))["records"])


def test_every_page_is_whole_and_leads_nowhere_outside(huda, unzipped):
    paid_order(huda)
    zip_ = unzipped(make_copy(huda))
    for name in (one for one in zip_.namelist() if one.endswith(".html")):
        page = Wellformed()
        page.feed(zip_.read(name).decode())
        assert page.open == [], name
        folder = name.rpartition("/")[0]
        for address in page.addresses:
            target = address.removeprefix("../") if folder else address
            assert target in zip_.namelist(), address
    assert re.findall(r"https?://", zip_.read("index.html").decode()) == []


def test_user_text_stays_text(huda, unzipped):
    huda.name_en = "<script>alert(1)</script>"
    huda.save(update_fields=["name_en"])
    zip_ = unzipped(make_copy(huda))
    pages = "".join(zip_.read(name).decode() for name in zip_.namelist() if name.endswith(".html"))
    assert "<script>" not in pages
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in pages


def test_another_persons_rows_and_names_are_not_in_it(huda, unzipped):
    other = UserFactory(email="salem@example.com", name_ar="سالم الدوسري", name_en="Salem Aldosari")
    paid_order(other)
    paid_order(huda)
    notify(
        user=huda, kind="x", context={"from": "salem@example.com", "to": "huda@example.com"}, url="", key="1"
    )
    zip_ = unzipped(make_copy(huda))
    found = text_of(zip_)
    for word in ("salem@example.com", "سالم", "Salem", "AS-2026-000001"):
        assert word not in found, word
    assert records(zip_, "mailing.notification")[0]["context"] == {"from": "▇▇▇", "to": "huda@example.com"}


def test_secrets_never_leave(huda, unzipped):
    copy = make_copy(huda)
    again = make_copy(huda)
    found = text_of(unzipped(again))
    huda.refresh_from_db()
    assert PASSWORD not in found
    assert huda.password not in found
    assert copy.sealed_key not in found
    assert copy.path not in found
    assert "sealed_key" not in found


def test_no_column_that_opens_a_door_is_ever_copied():
    """Whatever is declared later: the names of columns decide, beside the declarations."""
    columns = {
        f"{kind.label}.{column.name}"
        for chapter in contents.chapters()
        for kind in chapter.kinds
        for column in kind.columns
    }
    assert {name for name in columns if contents.is_secret(name.rpartition(".")[2])} == set()
    assert "accounts.user.password" not in columns
    assert "accounts.user.email" in columns
    for declaration in registry.declarations():
        label = apps.get_model(declaration.model)._meta.label_lower
        assert {f"{label}.{name}" for name in declaration.secret} & columns == set()


@pytest.mark.parametrize(
    "name", ["password", "session_key", "codeHash", "token", "otp_seed", "key", "sealedKey"]
)
def test_names_of_secrets(name):
    assert contents.is_secret(name)


@pytest.mark.parametrize("name", ["email", "monkey_name", "phone", "description", "passage", "tokenised_at"])
def test_names_that_are_no_secrets(name):
    assert not contents.is_secret(name)


def test_every_exported_declaration_is_in_one_chapter():
    kinds = [kind.label for chapter in contents.chapters() for kind in chapter.kinds]
    exported = [
        apps.get_model(one.model)._meta.label_lower for one in registry.declarations() if one.exported
    ]
    assert sorted(kinds) == sorted(exported)


def test_a_person_is_the_subject_or_nobody(huda):
    user = next(k for c in contents.chapters() for k in c.kinds if k.label == "orders.order")
    buyer = next(column for column in user.columns if column.name == "buyer")
    order = paid_order(huda)
    assert reading.Reader(Subject(huda.pk)).value(user, buyer, order) == reading.Person(own=True)
    assert reading.plain(reading.Reader(Subject(huda.pk + 1)).value(user, buyer, order)) == "another person"


def test_files_are_in_it_and_missing_ones_are_named(huda, unzipped, monkeypatch):
    """A declared file of a record; here the picture of the account's own notice."""
    storages["originals"].save("cases/1/there.jpg", ContentFile(b"picture"))
    for path in ("cases/1/there.jpg", "cases/1/gone.jpg"):
        notify(user=huda, kind="x", context={}, url=path, key=path)
    known = registry.declaration_of(apps.get_model("mailing.Notification"))
    with_file = registry.Declaration(
        **{name: getattr(known, name) for name in known.__slots__} | {"files": (("url", "originals"),)}
    )
    monkeypatch.setitem(registry._declared, "mailing.notification", with_file)
    zip_ = unzipped(make_copy(huda))
    files = [name for name in zip_.namelist() if name.startswith("files/")]
    assert [zip_.read(name) for name in files] == [b"picture"]
    assert records(zip_, "mailing.notification")[0]["url"] == {"file": files[0]}
    assert "gone.jpg" in zip_.read("index.html").decode()


def test_somebody_without_an_account_gets_what_is_kept_under_the_address(db, unzipped):
    from compliance.copies.models import Copy

    Copy.objects.create(address="guest@example.com", emails=["guest@example.com"])
    kind = next(k for c in contents.chapters() for k in c.kinds if k.label == "copies.copy")
    reader = reading.Reader(Subject(None, frozenset({"guest@example.com"})))
    assert [
        row.values[kind.columns.index(c)]
        for row in reader.rows(kind)
        for c in kind.columns
        if c.name == "address"
    ] == ["guest@example.com"]
    assert reading.Reader(Subject(None, frozenset({"other@example.com"}))).count(kind) == 0


def test_progress_runs_from_nothing_to_the_end(huda):
    import io

    notes: list[tuple[int, int]] = []
    holder = archive.Holder("", (), huda.pk, clock.now(), "c")
    reader = reading.Reader(Subject(huda.pk, frozenset({huda.email})))
    count = archive.write(io.BytesIO(), reader, holder, lambda done, total: notes.append((done, total)))
    assert notes[0] == (0, 3 * count)
    assert notes[-1] == (3 * count, 3 * count)
    assert notes == sorted(notes)


def test_labels_say_the_language_only_where_two_columns_are_called_alike(english):
    person = next(k for c in contents.chapters() for k in c.kinds if k.model is get_user_model())
    labels = [column.label for column in person.columns]
    assert len(labels) == len(set(labels))
    with override("ar"):
        arabic = [column.label for column in person.columns]
    assert len(arabic) == len(set(arabic))
