"""The sealed file: what goes in comes out; what was touched does not open."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.copies import vault

KEY = b"k" * vault.KEY


def sealed(data: bytes, *, bound_to: str = "a", pieces: int = 1) -> bytes:
    out = io.BytesIO()
    sealer = vault.Sealer(out, KEY, bound_to)
    step = max(1, len(data) // pieces)
    for start in range(0, len(data), step):
        sealer.write(data[start : start + step])
    sealer.finish()
    assert sealer.size == len(data)
    return out.getvalue()


def opened(file: bytes, *, key: bytes = KEY, bound_to: str = "a") -> bytes:
    return b"".join(vault.opened(io.BytesIO(file), key, bound_to))


@given(data=st.binary(max_size=400), pieces=st.integers(1, 5))
def test_what_goes_in_comes_out_and_is_not_readable_between(data, pieces):
    file = sealed(data, pieces=pieces)
    assert opened(file) == data
    assert len(data) < 8 or data not in file


@pytest.mark.parametrize("size", [0, 1, vault.CHUNK - 1, vault.CHUNK, vault.CHUNK + 1, 3 * vault.CHUNK])
def test_at_the_edges_of_chunks(size):
    data = bytes(range(256)) * (size // 256) + b"x" * (size % 256)
    assert opened(sealed(data, pieces=3)) == data


@given(place=st.integers(0, 2_000), bit=st.integers(0, 7))
def test_a_changed_bit_is_found(place, bit):
    file = bytearray(sealed(b"personal " * 220))
    file[place % len(file)] ^= 1 << bit
    with pytest.raises(vault.Damaged):
        opened(bytes(file))


def test_a_cut_moved_or_foreign_file_does_not_open():
    size = vault.CHUNK + vault.TAG
    file = sealed(b"a" * vault.CHUNK + b"b" * vault.CHUNK + b"c")
    head, first, second, rest = (
        file[:11],
        file[11 : 11 + size],
        file[11 + size : 11 + 2 * size],
        file[11 + 2 * size :],
    )
    wrong = {
        "the end is cut off": head + first + second,
        "two chunks change places": head + second + first + rest,
        "a chunk is repeated": head + first + first + second + rest,
        "only the head": head,
        "nothing": b"",
        "something else": b"PK\x03\x04 a plain archive",
    }
    for content in wrong.values():
        with pytest.raises(vault.Damaged):
            opened(content)
    for other in ({"key": b"o" * vault.KEY}, {"bound_to": "another copy"}):
        with pytest.raises(vault.Damaged):
            opened(file, **other)


def test_a_key_wrapped_for_a_link_opens_with_that_link_only():
    assert vault.unwrapped(vault.wrapped(KEY)) == KEY
    kept = vault.wrapped(KEY, "token")
    assert vault.unwrapped(kept, "token") == KEY
    for token in ("", "other"):
        if token:
            with pytest.raises(vault.Damaged):
                vault.unwrapped(kept, token)
        else:
            assert vault.unwrapped(kept) != KEY
