"""How a contract's money divides: examples in the contract's words, and what holds for every contract."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissions.contracts.division import (
    BPS,
    REVISING_BPS,
    Ender,
    Piece,
    Share,
    Stage,
    Why,
    back,
    decided,
    divide,
    kept,
)

WAYS = [Ender.COLLECTOR, Ender.ARTIST, Ender.BOTH]
SUMS = st.integers(0, 10**12)
PAID = [stage for stage in Stage if stage is not Stage.UNPAID]


@st.composite
def piece_of(draw, key=0):
    stage = draw(st.sampled_from(Stage))
    paid = 0 if stage is Stage.UNPAID else draw(st.integers(0, 10**12))
    return Piece(key, paid, stage, draw(st.integers(0, BPS)))


@st.composite
def contract_of(draw):
    return [draw(piece_of(key)) for key in range(draw(st.integers(1, 8)))]


rates = st.integers(0, BPS)
ways = st.sampled_from(WAYS)


@pytest.mark.parametrize(
    ("stage", "expected"),
    [
        (Stage.UNPAID, (0, 0, Why.UNPAID)),
        (Stage.UNBEGUN, (0, 100_001, Why.UNBEGUN)),
        (Stage.BEGUN, (25_000, 75_001, Why.FEE)),
        (Stage.SUBMITTED, (100_001, 0, Why.AS_ACCEPTED)),
        (Stage.REVISING, (50_001, 50_000, Why.REVISING)),
        (Stage.ACCEPTED, (100_001, 0, Why.ACCEPTED)),
    ],
)
def test_collector_ends_it_at_a_fee_of_a_quarter(stage, expected):
    paid = 0 if stage is Stage.UNPAID else 100_001
    piece = Piece(7, paid, stage, REVISING_BPS if stage is Stage.REVISING else 0)
    assert divide([piece], by=Ender.COLLECTOR, fee_bps=2_500) == (Share(7, *expected),)


def test_fee_above_the_share_shown_counts_for_a_milestone_in_revision():
    piece = Piece(1, 1_000, Stage.REVISING, REVISING_BPS)
    assert divide([piece], by=Ender.COLLECTOR, fee_bps=6_000) == (Share(1, 600, 400, Why.FEE),)


@pytest.mark.parametrize(
    ("by", "late", "why"), [(Ender.ARTIST, False, Why.ARTIST_ENDED), (Ender.COLLECTOR, True, Why.LATE)]
)
@pytest.mark.parametrize("stage", [Stage.UNBEGUN, Stage.BEGUN, Stage.SUBMITTED, Stage.REVISING])
def test_all_that_is_not_accepted_goes_back_when_the_artist_leaves_or_is_late(by, late, why, stage):
    pieces = [Piece(1, 900, Stage.ACCEPTED), Piece(2, 500, stage, 7_000)]
    assert divide(pieces, by=by, fee_bps=3_000, late=late) == (
        Share(1, 900, 0, Why.ACCEPTED),
        Share(2, 0, 500, why),
    )


def test_both_agree_on_a_share_of_the_work_and_no_fee_is_taken():
    pieces = [Piece(1, 1_000, Stage.BEGUN, 0), Piece(2, 999, Stage.SUBMITTED, 3_333)]
    assert divide(pieces, by=Ender.BOTH, fee_bps=BPS) == (
        Share(1, 0, 1_000, Why.AGREED),
        Share(2, 333, 666, Why.AGREED),
    )


@given(contract_of(), ways, rates, st.booleans())
def test_each_minor_unit_is_kept_or_goes_back(pieces, by, fee, late):
    shares = divide(pieces, by=by, fee_bps=fee, late=late)
    assert [(share.key, share.kept + share.back) for share in shares] == [
        (piece.key, piece.paid) for piece in pieces
    ]
    assert kept(shares) + back(shares) == sum(piece.paid for piece in pieces)


@given(contract_of(), ways, rates, st.booleans())
def test_nobody_is_below_zero_and_no_milestone_gives_more_than_was_paid(pieces, by, fee, late):
    for share, piece in zip(divide(pieces, by=by, fee_bps=fee, late=late), pieces, strict=True):
        assert 0 <= share.kept <= piece.paid
        assert 0 <= share.back <= piece.paid


@given(contract_of(), rates, rates)
def test_higher_fee_never_gives_a_collector_more_back(pieces, one, other):
    low, high = sorted((one, other))
    less = divide(pieces, by=Ender.COLLECTOR, fee_bps=high)
    more = divide(pieces, by=Ender.COLLECTOR, fee_bps=low)
    assert all(a.back <= b.back for a, b in zip(less, more, strict=True))


@given(contract_of(), rates)
def test_lateness_and_the_artists_leaving_never_cost_the_collector(pieces, fee):
    own = back(divide(pieces, by=Ender.COLLECTOR, fee_bps=fee))
    late = back(divide(pieces, by=Ender.COLLECTOR, fee_bps=fee, late=True))
    left = back(divide(pieces, by=Ender.ARTIST, fee_bps=fee))
    assert own <= late == left


@given(st.tuples(SUMS, SUMS), st.sampled_from(PAID), st.tuples(rates, rates), ways, st.booleans())
def test_who_paid_more_is_never_given_less_back_nor_the_artist_less(paid, stage, bps, by, late):
    (small, large), (shown, fee) = sorted(paid), bps
    a, b = (
        divide([Piece(0, amount, stage, shown)], by=by, fee_bps=fee, late=late)[0]
        for amount in (small, large)
    )
    assert a.kept <= b.kept
    assert a.back <= b.back


@given(st.integers(0, 10**12), rates, rates)
def test_further_a_milestone_has_come_the_less_goes_back(paid, fee, shown):
    way = [Stage.UNBEGUN, Stage.BEGUN, Stage.REVISING, Stage.SUBMITTED, Stage.ACCEPTED]
    gone = [divide([Piece(0, paid, stage, shown)], by=Ender.COLLECTOR, fee_bps=fee)[0].back for stage in way]
    assert gone == sorted(gone, reverse=True)


@given(contract_of(), ways, rates, st.booleans())
def test_accepted_work_is_earned_whoever_ends_it(pieces, by, fee, late):
    shares = divide(pieces, by=by, fee_bps=fee, late=late)
    for share, piece in zip(shares, pieces, strict=True):
        if piece.stage is Stage.ACCEPTED:
            assert (share.kept, share.back) == (piece.paid, 0)


@given(contract_of(), st.data())
def test_what_staff_decide_is_conserved(pieces, data):
    open_ones = [piece for piece in pieces if piece.stage not in {Stage.UNPAID, Stage.ACCEPTED}]
    given_back = {piece.key: data.draw(st.integers(0, piece.paid)) for piece in open_ones}
    shares = decided(pieces, given_back)
    assert {share.key: share.back for share in shares} == {
        piece.key: given_back.get(piece.key, 0) for piece in pieces
    }
    assert kept(shares) + back(shares) == sum(piece.paid for piece in pieces)


@pytest.mark.parametrize("back_of", [{1: -1}, {1: 501}, {2: 1}, {3: 0}])
def test_staff_cannot_give_back_what_was_not_paid_what_is_accepted_or_what_is_not_there(back_of):
    pieces = [Piece(1, 500, Stage.SUBMITTED), Piece(2, 900, Stage.ACCEPTED)]
    with pytest.raises(ValueError, match=r"No more|earned|Not of"):
        decided(pieces, back_of)


@pytest.mark.parametrize("fee", [-1, BPS + 1])
def test_fee_is_a_part_of_the_whole(fee):
    with pytest.raises(ValueError, match="Nothing divides"):
        divide([], by=Ender.COLLECTOR, fee_bps=fee)


def test_staff_do_not_divide_by_rule():
    with pytest.raises(ValueError, match="Nothing divides"):
        divide([], by=Ender.STAFF, fee_bps=0)


@pytest.mark.parametrize("given", [(-1, Stage.BEGUN, 0), (1, Stage.UNPAID, 0), (1, Stage.BEGUN, BPS + 1)])
def test_piece_makes_sense(given):
    with pytest.raises(ValueError, match="No such"):
        Piece(1, *given)
