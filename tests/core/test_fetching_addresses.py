"""Which addresses belong to the open internet, in whatever clothing."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.fetching import is_public


@pytest.mark.parametrize(
    "address",
    [
        "93.184.215.14",
        "2606:2800:21f:cb07:6820:80da:af6b:8b2c",
        "::ffff:93.184.215.14",
        "64:ff9b::5db8:d70e",
    ],
)
def test_public_addresses(address: str):
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        *("0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "169.254.169.254", "172.16.0.1", "192.0.2.1"),
        *("192.168.1.1", "198.18.0.1", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255"),
        *("::", "::1", "::10.0.0.1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "64:ff9b:1::1", "2002:a00:1::"),
        *("2001:0:4136:e378:8000:63bf:3fff:fdd2", "fc00::1", "fe80::1", "fec0::1", "ff02::1", "2001:db8::1"),
        *("fe80::1%lo", "nonsense", ""),
    ],
)
def test_addresses_that_are_not_public(address: str):
    assert not is_public(address)


@given(st.ip_addresses(v=4, network="10.0.0.0/8") | st.ip_addresses(v=4, network="192.168.0.0/16"))
def test_no_clothing_makes_a_private_address_public(address: Any):
    number = int(address)
    clothed = [f"::ffff:{address}", f"::{address}", f"64:ff9b::{address}"]
    clothed.append(f"2002:{number >> 16:x}:{number & 0xFFFF:x}::1")
    assert [is_public(one) for one in [str(address), *clothed]] == [False] * 5
