"""How providers sign: their vectors, and every way to get it wrong."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders.payments import signatures
from orders.payments.clients import mpesa
from orders.payments.clients.tap import signed_fields
from orders.payments.http import dump, load
from orders.payments.signatures import SignatureStale

VECTORS = Path(os.environ.get("ART_SOUK_VECTORS", Path(__file__).parents[4] / "shared" / "data" / "vectors"))
BODY = b'{"id":"evt_1","object":"event"}'
KEY = "whsec_ours"
NOW = 1_700_000_000
HEADER = signatures.timestamped_header(BODY, KEY, now=NOW)
RIGHT = HEADER.partition("v1=")[2]


def _shared(name: str) -> dict[str, Any]:
    path = VECTORS / name
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return found


def _stripe_cases() -> list[tuple[str, bytes, str, int]]:
    ours = [(HEADER, BODY, KEY, NOW)]
    if given := _shared("stripe_webhook.json"):
        body, secret, at = given["raw_body"].encode(), given["secret"], given["timestamp"]
        header = given["header"].removeprefix("Stripe-Signature: ")
        ours += [(header, body, secret, at), (given["also_valid"], body, secret, at)]
    return ours


def _tap_cases() -> list[tuple[dict[str, str], str, str, str]]:
    ours = (
        {
            "x_id": "chg_ours",
            "x_amount": "12.345",
            "x_currency": "BHD",
            "x_gateway_reference": "",
            "x_payment_reference": "p9",
            "x_status": "DECLINED",
            "x_created": "1",
        },
        "x_idchg_oursx_amount12.345x_currencyBHDx_gateway_referencex_payment_referencep9x_statusDECLINEDx_created1",
        "our-key",
    )
    hashed = signatures.hex_hmac(ours[2], ours[1].encode())
    shared = _shared("tap_hashstring.json").get("cases", [])
    names = ("fields", "string_to_hash", "secret", "hashstring")
    return [(ours[0], ours[1], ours[2], hashed), *(tuple(case[name] for name in names) for case in shared)]


@pytest.mark.parametrize("case", _stripe_cases())
def test_the_signed_body_is_taken_up_to_its_time_and_no_further(case: tuple[str, bytes, str, int]) -> None:
    header, body, key, at = case
    assert signatures.timestamped(header, body, key, now=at) is True
    assert signatures.timestamped(header, body, key, now=at + 300) is True
    with pytest.raises(SignatureStale):
        signatures.timestamped(header, body, key, now=at + 301)
    with pytest.raises(SignatureStale):
        signatures.timestamped(header, body, key, now=at - 301)
    assert signatures.timestamped(header, body + b" ", key, now=at) is False
    assert signatures.timestamped(header, body[:-1], key, now=at) is False
    assert signatures.timestamped(header, body, key + "x", now=at) is False


@pytest.mark.parametrize(
    "header",
    [
        "",
        "t=,v1=",
        f"v1={RIGHT}",
        f"t={NOW}",
        f"t={NOW},v0={RIGHT}",
        f"t=-{NOW},v1={RIGHT}",
        f"t={NOW}.0,v1={RIGHT}",
        f"t=١٧٠٠٠٠٠٠٠٠,v1={RIGHT}",
        f"t={NOW + 1},v1={RIGHT}",
        f"t={NOW},v1={RIGHT[:-1]}",
        f"t={NOW},v1={RIGHT.upper()}",
        f"t={'9' * 400},v1={RIGHT}",
        "é=ü,v1=ü",
    ],
)
def test_a_header_that_is_no_signature_is_none(header: str) -> None:
    assert signatures.timestamped(header, BODY, KEY, now=NOW) is False


def test_while_keys_roll_one_right_signature_is_enough() -> None:
    assert signatures.timestamped(f"t={NOW},v1=old,v1={RIGHT},v0=other", BODY, KEY, now=NOW) is True


def test_nothing_fits_an_empty_key() -> None:
    header = f"t={NOW},v1={signatures.hex_hmac('', f'{NOW}.'.encode() + BODY)}"
    assert signatures.timestamped(header, BODY, "", now=NOW) is False
    assert signatures.tap(signatures.hex_hmac("", b""), {}, "") is False


@given(header=st.text(max_size=200), body=st.binary(max_size=200))
def test_no_text_is_a_signature_by_chance(header: str, body: bytes) -> None:
    assert signatures.timestamped(header, body, KEY, now=NOW) is False


@pytest.mark.parametrize("case", _tap_cases())
def test_tap_signs_seven_fields(case: tuple[dict[str, str], str, str, str]) -> None:
    fields, text, key, hashed = case
    assert signatures.tap_text(fields) == text
    assert signatures.tap(hashed, fields, key) is True
    for name in fields:
        assert signatures.tap(hashed, {**fields, name: fields[name] + "0"}, key) is False


@pytest.mark.parametrize("case", _tap_cases())
def test_the_fields_of_tap_are_read_from_its_body(case: tuple[dict[str, str], str, str, str]) -> None:
    fields = case[0]
    reference = {"gateway": fields["x_gateway_reference"], "payment": fields["x_payment_reference"]}
    body = {
        "id": fields["x_id"],
        "amount": load(fields["x_amount"]),
        "currency": fields["x_currency"],
        "reference": {name: value for name, value in reference.items() if value},
        "status": fields["x_status"],
        "transaction": {"created": fields["x_created"]},
    }
    assert signed_fields(load(dump(body))) == fields


def test_an_amount_of_tap_has_all_the_decimals_of_its_currency() -> None:
    body = {"id": "c", "amount": 2, "currency": "SAR", "status": "CAPTURED", "transaction": {"created": 17}}
    assert signed_fields(body)["x_amount"] == "2.00"
    assert signed_fields({**body, "currency": "KWD", "amount": load("1.5")})["x_amount"] == "1.500"


def test_the_password_of_mpesa() -> None:
    assert mpesa.password("1", "2", "3") == "MTIz"
    if given := _shared("mpesa_stk.json"):
        body = given["stk_push"]["body"]
        made = mpesa.password(body["BusinessShortCode"], "TESTPASSKEY", body["Timestamp"])
        assert made == body["Password"]
