"""What must be found in a text, and what must not, in both languages."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissions import screening
from commissions.screening import BREAK, Hit, HitKind, Verdict, hits, parts, verdict

PHONES = [
    "0551234567",
    "call 055 123 4567 in the evening",
    "055-123-4567",
    "(055) 123-4567",
    "05.51.23.45.67",
    "+966 55 123 4567",
    "00966551234567",
    "966551234567",
    "+44 20 7946 0958",
    "501234567",
    "50 123 4567",
    "33123456",
    "O551234567",
    "0 5 5 1 2 3 4 5 6 7",
    "05\u200b51\u200b234567",
    "٠٥٥١٢٣٤٥٦٧",
    "٠٥٥-١٢٣-٤٥٦٧",
    "٠ ٥ ٥ ١ ٢ ٣ ٤ ٥ ٦ ٧",
    "۰۵۵۱۲۳۴۵۶۷",
    "𝟎𝟓𝟓𝟏𝟐𝟑𝟒𝟓𝟔𝟕",
    "zero five five one two three four five six seven",
    "صفر خمسة خمسة واحد اثنين ثلاثة أربعة",
    "صفر وخمسة وخمسة واحد واثنين وثلاثة وأربعة",
    "صفر خمسه 5 5 واحد 2 3 4 5 6",
]
EMAILS = [
    "sara@example.com",
    "sara @ example . com",
    "sara(at)example.com",
    "sara[at]mail[dot]com",
    "me at gmail dot com",
    "sara at example dot com dot sa",
    "سارة ات جيميل دوت كوم",
    "ＳＡＲＡ＠ｅｘａｍｐｌｅ．ｃｏｍ",
]
LINKS = [
    "https://x.com/a",
    "http://example.org",
    "www.foo.sa",
    "foo.art",
    "t.me/abc",
    "wa.me/96655",
    "فنان نقطة كوم",
]
MESSENGERS = [
    "WhatsApp", "my insta is", "Telegram", "snap-chat", "ＷｈａｔｓＡｐｐ", "w h a t s a p p", "please email me",
    "الواتساب", "واتسابي",
    "واتـــساب", "وَاتْسَاب", "و ا ت س ا ب", "على السناب", "بالتليجرام",
    "انستقرام", "رقم جوالي", "راسلني على الخاص",
]  # fmt: skip
PAYMENTS = [
    "pay me directly",
    "let us do it outside the platform",
    "ادفع خارج المنصّة",
    "تحويل مباشر",
    "SA0380000000608010167519",
]
FORBIDDEN = ["pornography", "with a fake certificate", "elephant ivory", "توقيع مزوّر", "آثار مهرّبة", "إباحية"]

CLEAN = [
    "120 × 90",
    "120 x 90 x 5 cm",
    "30 x 40, 50 x 60, 70 x 90",
    "١٢٠ × ٩٠ سم",
    "oil on canvas, 100x100 cm, 2 panels",
    "height 120.5 width 90.5 depth 4.5",
    "3 pieces 40 40 40 cm",
    "painted in 2024, shown in 2025 and 2026",
    "السنة 2024 و 2025 و 2026",
    "1980-1990",
    "SAR 5,000 - 10,000",
    "5000-10000",
    "between 1,250,000 and 1,500,000",
    "500000000 ريال",
    "12 500 000",
    "550 000 000",
    "١٢٬٥٠٠ ريال",
    "edition 7/100",
    "رقم 007/100",
    "01/02/2026 - 05/03/2026",
    "2026-11-21 2027-01-15",
    "1447/05/12",
    "9:30-10:45",
    "0.25 0.50 0.75",
    "one or two or three figures",
    "ثلاثة خيول وأربعة طيور",
    "ست لوحات خمس صغيرة",
    "I would like it at home. Dot paintings please",
    "look at the net of light",
    "a signal of hope in the line of palms",
    "البيت في الرياض. نقطة الضوء في الوسط",
    "ivory black and lead white",
    "الدور 12 شقة 34",
    "",
]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        *((text, HitKind.PHONE) for text in PHONES),
        *((text, HitKind.EMAIL) for text in EMAILS),
        *((text, HitKind.LINK) for text in LINKS),
        *((text, HitKind.MESSENGER) for text in MESSENGERS),
        *((text, HitKind.PAYMENT) for text in PAYMENTS),
        *((text, HitKind.FORBIDDEN) for text in FORBIDDEN),
        ("follow @sara_art", HitKind.HANDLE),
        ("حسابي @فنانة_الرياض", HitKind.HANDLE),
    ],
)
def test_finds(text, kind):
    assert kind in {hit.kind for hit in hits(text)}
    assert verdict(text) is Verdict.HOLD


@pytest.mark.parametrize("text", CLEAN)
def test_lets_pass(text):
    assert hits(text) == []
    assert verdict(text) is Verdict.PASS


def test_a_span_stands_in_the_text_as_it_was_written():
    text = "اكتب لي على ٠٥٥ ١٢٣ ٤٥٦٧ مساءً"
    assert [(hit.kind, text[hit.start : hit.end]) for hit in hits(text)] == [(HitKind.PHONE, "٠٥٥ ١٢٣ ٤٥٦٧")]


def test_a_span_survives_marks_that_are_dropped():
    text = "هذا وَاتْسَــاب لي"
    assert [text[hit.start : hit.end] for hit in hits(text)] == ["وَاتْسَــاب"]


def test_two_hits_keep_their_order():
    text = "sara@example.com, 0551234567"
    assert [hit.kind for hit in hits(text)] == [HitKind.EMAIL, HitKind.PHONE]


def test_figures_of_two_texts_are_no_number():
    assert hits(BREAK.join(["05512", "34567"])) == []


def test_parts_mark_what_was_found():
    found = screening.as_data([Hit(5, 9, HitKind.PHONE)])
    assert parts("call 1234 now", found) == [("call ", ""), ("1234", "phone"), (" now", "")]


@given(st.text(max_size=200))
def test_any_text_is_read_and_its_parts_are_the_text(text):
    found = hits(text)
    assert all(0 <= hit.start < hit.end <= len(text) for hit in found)
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert "".join(piece for piece, _kind in parts(text, screening.as_data(found))) == text


@given(st.integers(1, 9_999), st.integers(1, 9_999), st.sampled_from(["×", "x", "*"]))
def test_a_size_is_never_a_number_to_call(height, width, sign):
    assert hits(f"{height} {sign} {width} cm") == []


@given(st.integers(0, 9_999_999))
def test_a_mobile_number_is_found_in_any_grouping(rest):
    digits = f"055{rest:07d}"
    for text in (digits, f"{digits[:3]} {digits[3:6]} {digits[6:]}", " ".join(digits), "-".join(digits)):
        assert [hit.kind for hit in hits(f"my phone {text}")] == [HitKind.PHONE]


@pytest.mark.parametrize("piece", ["a", " ", "1 ", "a@", "a.", "1,000", "و ", "[ ", "خمسة ", "1 x "])
def test_long_texts_are_read_to_their_end(piece):
    """A rule that went back and forth over them would never come to this line."""
    text = (piece * 10_000)[:10_000]
    assert all(0 <= hit.start < hit.end <= len(text) for hit in hits(text))
