"""VAT is rounded once for the document, and the document still comes to what was paid."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from orders.fees import price_with_vat_split
from orders.invoicing.fitting import Fitted, Piece, fit, vat_of


def inclusive(gross: int, bps: int = 1_500) -> Piece:
    return Piece(price_with_vat_split(gross, bps).net, gross, bps, "S")


PIECES = st.lists(
    st.builds(inclusive, st.integers(0, 10**9), st.sampled_from([1_500, 500, 1_000, 0])),
    min_size=1,
    max_size=9,
)


def test_three_works_at_100_00_come_to_300_00():
    """Each is 86.96 + 13.04 by itself; 260.88 would bear 39.13 and come to 300.01."""
    assert fit([inclusive(10_000)] * 3) == Fitted((8_695, 8_696, 8_696), 3_913, 0)


def test_where_no_sum_exists_the_rest_is_rounding():
    assert fit([inclusive(11)]) == Fitted((9,), 1, 1)


@given(PIECES)
def test_the_document_comes_to_what_was_paid_and_bears_the_rounded_vat(pieces):
    fitted = fit(pieces)
    sums: dict[int, int] = {}
    for piece, net in zip(pieces, fitted.nets, strict=True):
        sums[piece.bps] = sums.get(piece.bps, 0) + net

    assert fitted.total == sum(piece.gross for piece in pieces)
    assert fitted.vat == sum(vat_of(net, bps) for bps, net in sums.items())
    assert 0 <= fitted.rounding <= len(sums)
    assert min(fitted.nets) >= 0


@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=9))
def test_prices_before_vat_stay_as_they_are(nets):
    """A bill whose VAT was rounded on the whole is not moved: the last line carries the remainder."""
    vat = vat_of(sum(nets), 1_500)
    grosses = [net + vat_of(net, 1_500) for net in nets]
    grosses[-1] += sum(nets) + vat - sum(grosses)
    pieces = [Piece(net, gross, 1_500, "S") for net, gross in zip(nets, grosses, strict=True)]

    assert fit(pieces) == Fitted(tuple(nets), vat, 0)
