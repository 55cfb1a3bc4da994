from __future__ import annotations

import csv
import io

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from marketplace.models import Artwork
from tests.factories.imaging import gradient
from tests.factories.orders import SellerFactory

pytestmark = pytest.mark.django_db(transaction=True)


def run(*args):
    out, err = io.StringIO(), io.StringIO()
    call_command("import_artworks", *map(str, args), stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


@pytest.fixture
def sheet(tmp_path):
    path = tmp_path / "works.csv"
    path.write_text(
        'رقم الجرد,العنوان,السعر\nA-1,نون,"١٢٬٥٠٠"\nA-2,الخليج,cheap\nA-3,=cmd(),غالٍ\n', encoding="utf-8"
    )
    return path


def test_good_rows_go_in_and_bad_ones_are_told_in_arabic(sheet, tmp_path):
    SellerFactory(slug="hafez")
    out, err = run(sheet, "--owner", "hafez", "--language", "ar", "--errors", tmp_path / "errors.csv")
    assert Artwork.objects.values_list(
        "inventory_number", "title_ar", "price_minor", "seller__slug"
    ).get() == (
        "A-1",
        "نون",
        1_250_000,
        "hafez",
    )
    assert "جديد: 1. معدّل: 0. كما كان: 0. مرفوض: 2." in out
    assert err.startswith("السطر 3: السعر: “cheap”")
    with (tmp_path / "errors.csv").open(encoding="utf-8-sig") as rows:
        found = list(csv.reader(rows))
    assert found[0] == ["السطر", "العمود", "القيمة", "السبب", "الرمز"]
    assert [row[:3] for row in found[1:]] == [["3", "السعر", "cheap"], ["4", "السعر", "غالٍ"]]


def test_again_changes_nothing(sheet):
    run(sheet, "--language", "en")
    out, _err = run(sheet, "--language", "en")
    assert "New: 0. Changed: 0. As before: 1. Refused: 2." in out


def test_a_dry_run_keeps_nothing(sheet):
    out, _err = run(sheet, "--dry-run", "--language", "en")
    assert "Dry run: nothing was kept." in out
    assert Artwork.objects.count() == 0


def test_an_unknown_owner_and_a_missing_file_are_told(sheet, tmp_path):
    with pytest.raises(CommandError, match="no seller “nobody”"):
        run(sheet, "--owner", "nobody", "--language", "en")
    with pytest.raises(CommandError, match=r"no file “none\.csv”"):
        run(tmp_path / "none.csv", "--language", "en")
    assert Artwork.objects.count() == 0


def test_a_wrong_encoding_is_told_in_arabic(tmp_path):
    path = tmp_path / "works.csv"
    path.write_bytes("number,title\nA-1,نون\n".encode("cp1256"))
    with pytest.raises(CommandError, match="UTF-8"):
        run(path, "--language", "ar")
    assert Artwork.objects.count() == 0


def test_an_excel_sheet_in_dinars(tmp_path):
    book = Workbook()
    for row in (
        ["number", "title", "price"],
        ["A-1", "نون", 1.5],
        ["A-2", "لام", "1.500"],
        ["A-3", "ميم", 12500],
    ):
        book.active.append(row)
    book.save(tmp_path / "works.xlsx")
    run(tmp_path / "works.xlsx", "--currency", "KWD")
    prices = dict(Artwork.objects.values_list("inventory_number", "price_minor"))
    assert prices == {"A-1": 1_500, "A-2": 1_500, "A-3": 12_500_000}


def test_the_museums_own_file_is_shown_and_not_sold(tmp_path):
    headers = (
        "inventory_number,title,artist,artist_id,artist_role,year,date_text,medium,classification,dimensions,"
        "inscription,credit_line,movements,subjects,url"
    )
    path = tmp_path / "tate.csv"
    path.write_text(
        f'{headers}\nA1,Blank,Robert Blake,38,artist,1785,?c.1785,Graphite on paper,"on paper, unique",,,,,,\n'
    )
    run(path, "--mapping", "tate")
    work = Artwork.objects.select_related("seller").get()
    assert (work.seller.slug, work.state, work.availability) == (
        "tate-collection",
        "published",
        "not_for_sale",
    )


def test_pictures_by_inventory_number(sheet, tmp_path):
    folder = tmp_path / "pictures"
    (folder / "A-1").mkdir(parents=True)
    gradient(seed=1).save(folder / "A-1.jpg")
    gradient(seed=2).save(folder / "A-1" / "detail.png")
    gradient(seed=3).save(folder / "Z-9.jpg")
    (folder / "A-1_2.jpg").write_bytes(b"no picture")
    out, err = run(sheet, "--images", folder, "--language", "en")
    assert "Pictures added: 2. There already: 0. Refused: 1." in out
    assert "A-1_2.jpg" in err
    assert Artwork.objects.get().images.count() == 2
    out, _err = run(sheet, "--images", folder, "--language", "en")
    assert "Pictures added: 0. There already: 2. Refused: 1." in out
