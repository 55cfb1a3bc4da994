"""The QR code's content, against codes that others made and against itself."""

from __future__ import annotations

import base64
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders.invoicing import zatca
from orders.invoicing.zatca.tlv import LARGEST, QrInvalid, fitted

# Codes made by other implementations (MIT): Salla (English and Arabic), Mrsool.
SALLA = "AQVTYWxsYQIKMTIzNDU2Nzg5MQMUMjAyMS0wNy0xMlQxNDoyNTowOVoEBjEwMC4wMAUFMTUuMDA="
SALLA_ARABIC = "AQbYs9mE2KkCCjEyMzQ1Njc4OTEDFDIwMjEtMDctMTJUMTQ6MjU6MDlaBAYxMDAuMDAFBTE1LjAw"
# More lie where ART_SOUK_VECTORS points; every code found there is opened and closed again.
VECTORS = Path(os.environ.get("ART_SOUK_VECTORS", Path(__file__).parents[5] / "shared" / "data" / "vectors"))


def codes() -> list[str]:
    path = VECTORS / "zatca_qr_tlv.json"
    found = json.loads(path.read_text(encoding="utf-8"))["vectors"] if path.is_file() else []
    return [SALLA, SALLA_ARABIC, *(vector["base64"] for vector in found)]


@pytest.mark.parametrize("code", codes())
def test_a_code_is_opened_and_closed_again_bit_for_bit(code):
    assert zatca.encode_qr(zatca.decode_qr(code)) == code


def test_the_values_of_a_known_code_are_read():
    assert [value.decode() for value in zatca.decode_qr(SALLA_ARABIC).values()] == [
        "سلة",
        "1234567891",
        "2021-07-12T14:25:09Z",
        "100.00",
        "15.00",
    ]


def test_the_known_code_is_made_from_its_values():
    values = {1: "Salla", 2: "1234567891", 3: "2021-07-12T14:25:09Z", 4: "100.00", 5: "15.00"}

    assert zatca.encode_qr(values) == SALLA


@given(st.dictionaries(st.integers(1, 9), st.binary(max_size=50), min_size=1))
def test_whatever_is_put_in_comes_out(tags):
    assert zatca.decode_qr(zatca.encode_qr(tags)) == tags


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("", "empty"),
        ("no base64!", "not base64"),
        (SALLA[:-8], "middle"),
        (base64.b64encode(b"\x01").decode(), "middle"),
        (base64.b64encode(b"\x0b\x01a").decode(), "no tag 11"),
        (base64.b64encode(b"\x01\x01a\x01\x01b").decode(), "twice"),
    ],
)
def test_what_is_no_code_is_refused_in_words(code, reason):
    with pytest.raises(QrInvalid, match=reason):
        zatca.decode_qr(code)


def test_a_value_that_no_byte_can_count_is_refused():
    with pytest.raises(QrInvalid, match="256 bytes"):
        zatca.encode_qr({1: "ا" * 128})


@given(st.text(max_size=400))
def test_a_long_name_is_cut_between_letters_until_the_code_fits(name):
    tags = fitted({1: name, 2: "3" * 15, 6: "h" * 44, 7: "s" * 96, 8: b"k" * 88, 9: b"c" * 72})

    code = zatca.encode_qr(tags)
    assert len(code) <= LARGEST
    assert name.startswith(zatca.decode_qr(code)[1].decode())
