"""The chain: one spelling for one payload, and no change goes unseen."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import chain
from core.chain import GENESIS, Link

TEXT = st.text(max_size=8)
SCALARS = st.none() | st.booleans() | st.integers() | TEXT | st.datetimes(timezones=st.just(UTC)) | st.dates()
PAYLOADS = st.dictionaries(TEXT, SCALARS | st.lists(SCALARS, max_size=2), max_size=3)


def build(payloads):
    links, head = [], GENESIS
    for payload in payloads:
        own = chain.link(head, payload)
        links.append(Link(head, own, payload))
        head = own
    return links


def accepted(payload):
    try:
        chain.canonical(payload)
    except ValueError:
        return False
    return True


PAYLOADS = PAYLOADS.filter(accepted)


def test_the_rule_can_be_checked_by_hand():
    payload = {"b": [1, True, None], "a": "لوحة"}
    assert chain.canonical(payload) == '{"a":"لوحة","b":[1,true,null]}'.encode()
    expected = hashlib.sha256(
        GENESIS.encode() + b"\n" + '{"a":"لوحة","b":[1,true,null]}'.encode()
    ).hexdigest()
    assert chain.link(GENESIS, payload) == expected


def test_instants_are_utc_with_microseconds():
    riyadh = timezone(timedelta(hours=3))
    assert chain.canonical(datetime(2026, 11, 20, 3, tzinfo=riyadh)) == b'"2026-11-20T00:00:00.000000Z"'
    assert chain.canonical(datetime(9, 1, 1, 0, 0, 0, 7, tzinfo=UTC)) == b'"0009-01-01T00:00:00.000007Z"'
    assert chain.canonical(date(2026, 11, 20)) == b'"2026-11-20"'


def test_composed_and_decomposed_text_are_one():
    assert chain.canonical("cafe\u0301") == chain.canonical("café")


@pytest.mark.parametrize(
    "bad",
    [
        1.0,
        float("nan"),
        datetime(2026, 1, 1),  # noqa: DTZ001
        {1: 2},
        {"a"},
        b"x",
        object(),
        {"a": [0.5]},
    ],
)
def test_what_has_no_one_spelling_is_refused(bad):
    with pytest.raises(TypeError):
        chain.canonical(bad)


@pytest.mark.parametrize("bad", [{"é": 1, "e\u0301": 2}, "\ud800"])
def test_text_that_cannot_be_told_apart_is_refused(bad):
    with pytest.raises(ValueError):  # noqa: PT011
        chain.canonical(bad)


@given(PAYLOADS)
def test_canonical_is_json_and_does_not_depend_on_the_order_of_keys(payload):
    spelt = chain.canonical(payload)
    assert chain.canonical(dict(reversed(payload.items()))) == spelt
    assert chain.canonical(json.loads(spelt)) == spelt


@given(st.lists(PAYLOADS, max_size=6))
def test_a_whole_chain_has_no_break(payloads):
    assert chain.first_break(build(payloads)) is None


@given(st.lists(PAYLOADS, min_size=1, max_size=5), st.data())
def test_any_changed_byte_of_any_link_is_found(payloads, data):
    """Flip one bit of one byte in a stored link: of its hashes or of the canonical bytes of its payload."""
    links = build(payloads)
    place = data.draw(st.integers(0, len(links) - 1))
    part = data.draw(st.sampled_from(["prev_hash", "hash", "payload"]))
    original = links[place]
    stored = chain.canonical(original.payload) if part == "payload" else getattr(original, part).encode()
    at, bit = data.draw(st.integers(0, len(stored) - 1)), data.draw(st.integers(0, 7))
    changed = stored[:at] + bytes([stored[at] ^ (1 << bit)]) + stored[at + 1 :]
    if part == "payload":
        digest = hashlib.sha256(original.prev_hash.encode() + b"\n" + changed).hexdigest()
        assert digest != original.hash
        return
    try:
        text = changed.decode("ascii")
    except UnicodeDecodeError:
        return
    links[place] = original._replace(**{part: text})
    assert chain.first_break(links) == place


@given(st.lists(PAYLOADS, min_size=2, max_size=6, unique_by=chain.canonical), st.data())
def test_removing_swapping_and_slipping_in_are_found(payloads, data):
    links = build(payloads)
    place = data.draw(st.integers(0, len(links) - 2))
    without = links[:place] + links[place + 1 :]
    assert chain.first_break(without) == place
    swapped = [*links[:place], links[place + 1], links[place], *links[place + 2 :]]
    assert chain.first_break(swapped) == place
    slipped = [*links[: place + 1], links[place], *links[place + 1 :]]
    assert chain.first_break(slipped) == place + 1


@given(st.lists(PAYLOADS, min_size=1, max_size=4), PAYLOADS)
def test_a_changed_payload_is_found_at_its_place(payloads, other):
    links = build(payloads)
    if chain.canonical(other) == chain.canonical(payloads[0]):
        return
    links[0] = links[0]._replace(payload=other)
    assert chain.first_break(links) == 0
