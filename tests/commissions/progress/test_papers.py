"""PDFs from strangers: what is taken, and what is refused with the reason."""

from __future__ import annotations

import pytest

from commissions.progress import papers
from commissions.progress.papers import Fault, PaperRefused, look_apart, look_into
from tests.factories.progress import pdf_bytes


def _fault(data: bytes) -> Fault:
    with pytest.raises(PaperRefused) as caught:
        look_into(data)
    return caught.value.fault


def test_a_plain_document_is_read() -> None:
    paper = look_into(pdf_bytes("Call 0501234567"))
    assert paper.pages == 1
    assert "0501234567" in paper.words


def test_where_links_lead_is_read_too() -> None:
    assert "https://wa.me/966501234567" in look_into(pdf_bytes(link="https://wa.me/966501234567")).words


@pytest.mark.parametrize(
    ("hostile", "fault"),
    [
        ({"action": "/JavaScript"}, Fault.ACTIVE),
        ({"action": "/Launch"}, Fault.ACTIVE),
        ({"action": "/SubmitForm"}, Fault.ACTIVE),
        ({"action": "/GoToR"}, Fault.ACTIVE),
        ({"attached": b"hidden"}, Fault.FILES),
        ({"password": "secret"}, Fault.LOCKED),
    ],
)
def test_what_acts_carries_or_is_locked_is_refused(hostile: dict[str, object], fault: Fault) -> None:
    assert _fault(pdf_bytes(**hostile)) == fault


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"<html>%PDF-1.4</html>", Fault.NOT_A_PDF),
        (b"GIF89a", Fault.NOT_A_PDF),
        (b"%PDF-1.4\n%%EOF", Fault.DAMAGED),
        (b"%PDF-9.9\n%%EOF", Fault.NOT_A_PDF),
        (b"%PDF-1.7\n" + b"\x00\xff" * 5_000 + b"\n%%EOF", Fault.DAMAGED),
    ],
)
def test_what_is_no_pdf_is_refused(data: bytes, fault: Fault) -> None:
    assert _fault(data) == fault


def test_a_file_behind_the_end_is_refused() -> None:
    assert _fault(pdf_bytes() + b"PK\x03\x04 an archive") == Fault.NOT_A_PDF


def test_half_a_file_is_refused() -> None:
    whole = pdf_bytes()
    assert _fault(whole[: len(whole) // 2] + b"\n%%EOF") == Fault.DAMAGED


def test_a_name_written_in_hexadecimal_is_the_same_name() -> None:
    data = pdf_bytes().replace(b"/Catalog", b"/Catalog /X << /S /J#61vaScript >>", 1)
    assert _fault(data) == Fault.ACTIVE


def test_too_many_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(papers, "MAX_PAGES", 0)
    assert _fault(pdf_bytes()) == Fault.TOO_LONG


def test_too_many_objects(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(papers, "MAX_OBJECTS", 3)
    assert _fault(pdf_bytes()) == Fault.TOO_LONG


def test_no_time_left() -> None:
    with pytest.raises(PaperRefused) as caught:
        look_into(pdf_bytes(), seconds=-1)
    assert caught.value.fault == Fault.TOO_LONG


def test_in_a_process_of_its_own_the_answer_is_the_same() -> None:
    assert look_apart(pdf_bytes("Light")) == look_into(pdf_bytes("Light"))
    with pytest.raises(PaperRefused) as caught:
        look_apart(pdf_bytes(action="/Launch"))
    assert caught.value.fault == Fault.ACTIVE


def test_a_reader_that_does_not_come_back_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(papers, "SECONDS_APART", 0.01)
    with pytest.raises(PaperRefused) as caught:
        look_apart(pdf_bytes())
    assert caught.value.fault == Fault.TOO_LONG
