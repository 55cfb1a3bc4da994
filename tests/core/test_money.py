"""Money: exact, of one currency, read strictly, written as the Gulf writes it."""

from __future__ import annotations

import pickle
from decimal import Decimal

import pytest
from django.utils.translation import override
from hypothesis import assume, given
from hypothesis import strategies as st

from core import money
from core.errors import SoukError
from core.money import Money

CURRENCIES = st.sampled_from(sorted(money.EXPONENTS))
MINOR = st.integers(-money.LARGEST, money.LARGEST)
SMALL = st.integers(-(10**15), 10**15)
AMOUNTS = st.builds(Money, SMALL, CURRENCIES)


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("12,500", "SAR", 1_250_000),
        ("١٢٬٥٠٠", "SAR", 1_250_000),
        ("۱۲٬۵۰۰", "SAR", 1_250_000),
        ("١٢،٥٠٠", "SAR", 1_250_000),
        ("12 500", "SAR", 1_250_000),
        ("12\u00a0500", "SAR", 1_250_000),
        ("١٢٫٥", "SAR", 1_250),
        ("12.5", "SAR", 1_250),
        ("12.50", "SAR", 1_250),
        ("1,234,567.89", "SAR", 123_456_789),
        ("١٬٢٣٤٬٥٦٧٫٨٩", "SAR", 123_456_789),
        ("1.500", "KWD", 1_500),
        ("١٫٥٠٠", "KWD", 1_500),
        ("1.5", "KWD", 1_500),
        ("1,500", "KWD", 1_500_000),
        ("0.001", "OMR", 1),
        ("185000", "JPY", 185_000),
        ("0", "SAR", 0),
        ("  42  ", "SAR", 4_200),
        ("SAR 12,500", "SAR", 1_250_000),
        ("12,500 ريال", "SAR", 1_250_000),
        ("١٢٬٥٠٠ دينار كويتي", "KWD", 12_500_000),
        ("3 دينار", "BHD", 3_000),
        ("\u200f12,500\u200f", "SAR", 1_250_000),
        ("92233720368547758.07", "SAR", money.LARGEST),
    ],
)
def test_reads_what_people_type(text, currency, minor):
    assert Money.parse(text, currency) == Money(minor, currency)


@pytest.mark.parametrize(
    ("text", "currency", "error"),
    [
        ("", "SAR", money.AmountMissing),
        ("   ", "SAR", money.AmountMissing),
        ("cheap", "SAR", money.AmountInvalid),
        ("رخيص", "SAR", money.AmountInvalid),
        ("12 apples", "SAR", money.AmountInvalid),
        ("12,500 KWD", "SAR", money.AmountInvalid),
        ("SAR", "SAR", money.AmountInvalid),
        ("1e5", "SAR", money.AmountInvalid),
        ("0x10", "SAR", money.AmountInvalid),
        ("½", "SAR", money.AmountInvalid),
        ("१२", "SAR", money.AmountInvalid),
        ("NaN", "SAR", money.AmountInvalid),
        ("inf", "SAR", money.AmountInvalid),
        ("-5", "SAR", money.AmountNegative),
        ("−5", "SAR", money.AmountNegative),
        ("5-", "SAR", money.AmountNegative),
        ("(5)", "SAR", money.AmountNegative),
        ("-", "SAR", money.AmountInvalid),
        ("1,5", "SAR", money.AmountGrouping),
        ("12,50", "SAR", money.AmountGrouping),
        ("1,2345", "SAR", money.AmountGrouping),
        ("1,234,56", "SAR", money.AmountGrouping),
        ("0,500", "SAR", money.AmountGrouping),
        ("12.500,75", "SAR", money.AmountGrouping),
        ("1.234.567", "SAR", money.AmountGrouping),
        ("1.", "SAR", money.AmountGrouping),
        (".5", "SAR", money.AmountGrouping),
        (",500", "SAR", money.AmountGrouping),
        ("1'000", "SAR", money.AmountGrouping),
        ("1.500", "SAR", money.AmountAmbiguous),
        ("١.٥٠٠", "SAR", money.AmountAmbiguous),
        ("12.500", "JPY", money.AmountAmbiguous),
        ("0.500", "SAR", money.AmountTooPrecise),
        ("١٫٥٠٠", "SAR", money.AmountTooPrecise),
        ("1.2345", "SAR", money.AmountTooPrecise),
        ("1,234.567", "SAR", money.AmountTooPrecise),
        ("1.0001", "KWD", money.AmountTooPrecise),
        ("92233720368547758.08", "SAR", money.AmountTooLarge),
        ("9" * 5000, "SAR", money.AmountTooLarge),
    ],
)
def test_refuses_what_has_no_one_meaning(text, currency, error):
    with pytest.raises(money.AmountInvalid) as caught:
        Money.parse(text, currency)
    assert type(caught.value) is error
    for language in ("ar", "en"):
        with override(language):
            assert caught.value.text
            assert "%(" not in caught.value.text


def test_an_ambiguous_amount_says_how_to_write_each_meaning():
    with pytest.raises(money.AmountAmbiguous) as caught:
        Money.parse("1.500", "SAR")
    with override("en"):
        assert caught.value.text == "“1.500” can be read in two ways. Write 1,500 or 1.50."
    with override("ar"):
        assert caught.value.text == "يمكن أن يُقرأ «1.500» بطريقتين. اكتب 1,500 أو 1.50."


def test_markup_in_a_refused_amount_stays_text():
    with pytest.raises(money.AmountInvalid) as caught:
        Money.parse("<b>5</b>", "SAR")
    assert caught.value.params["typed"] == "<b>5</b>"


@given(MINOR, CURRENCIES, st.booleans())
def test_what_is_written_is_read_back(minor, currency, eastern):
    amount = Money(abs(minor), currency)
    for text in (amount.number(arabic_digits=eastern), amount.number(full=True), amount.plain):
        if currency in {"SAR", "USD"} and "." in text and len(text.split(".")[1]) == 3:
            continue
        assert Money.parse(text, currency) == amount


@given(st.text(max_size=30), CURRENCIES)
def test_anything_is_read_or_refused_and_nothing_else(text, currency):
    try:
        amount = Money.parse(text, currency)
    except money.AmountInvalid:
        return
    assert amount.minor >= 0


@given(AMOUNTS, AMOUNTS)
def test_sums_and_order(left, right):
    if left.currency != right.currency:
        for act in (lambda: left + right, lambda: left - right, lambda: left < right, lambda: left >= right):
            with pytest.raises(money.CurrencyMismatch):
                act()
        assert left != right
        return
    assert (left + right) - right == left
    assert -left + left == Money.zero(left.currency)
    assert (left < right) == (left.minor < right.minor)
    assert left * 3 == left + left + left == 3 * left
    assert abs(left).minor == abs(left.minor)


@given(SMALL, st.integers(0, 30_000))
def test_portion_is_half_up_away_from_zero(minor, bps):
    exact = Decimal(minor) * bps / 10_000
    expected = exact.quantize(Decimal(1), rounding="ROUND_HALF_UP")
    assert Money(minor, "SAR").portion(bps).minor == int(expected)


@pytest.mark.parametrize(
    ("minor", "bps", "share"),
    [(10, 1500, 2), (-10, 1500, -2), (33, 5000, 17), (1, 4999, 0), (430_000, 1800, 77_400)],
)
def test_portion_examples(minor, bps, share):
    assert Money(minor, "SAR").portion(bps) == Money(share, "SAR")


@given(AMOUNTS, st.lists(st.integers(0, 10**6), min_size=1, max_size=12))
def test_allocation_keeps_every_halala(amount, weights):
    assume(sum(weights) > 0)
    shares = amount.allocate(weights)
    assert money.total(shares, amount.currency) == amount
    assert len(shares) == len(weights)
    for share, weight in zip(shares, weights, strict=True):
        exact = Decimal(amount.minor) * weight / sum(weights)
        assert abs(share.minor - exact) < 1
        assert weight or not share


def test_allocation_is_fair_and_refuses_nonsense():
    assert [share.minor for share in Money(100, "SAR").allocate([1, 1, 1])] == [34, 33, 33]
    assert [share.minor for share in Money(-100, "SAR").allocate([1, 1, 1])] == [-34, -33, -33]
    for weights in ([], [0, 0], [1, -1]):
        with pytest.raises(ValueError, match="Weights"):
            Money(100, "SAR").allocate(weights)


@pytest.mark.parametrize("minor", [1.0, "1", True, Decimal(1), None])
def test_only_whole_minor_units(minor):
    with pytest.raises(TypeError):
        Money(minor, "SAR")


def test_no_arithmetic_with_anything_else():
    amount = Money(100, "SAR")
    for act in (
        lambda: amount * 1.5,
        lambda: amount + 1,
        lambda: amount < 5,
        lambda: amount.portion(1.5),
        lambda: amount * True,
    ):
        with pytest.raises(TypeError):
            act()


def test_unknown_currencies_and_too_large_amounts():
    with pytest.raises(money.CurrencyUnknown):
        Money(1, "XXX")
    with pytest.raises(money.CurrencyUnknown):
        Money.parse("1", "sar")
    with pytest.raises(money.AmountTooLarge):
        Money(money.LARGEST, "SAR") + Money(1, "SAR")


def test_major_units_are_exact():
    assert Money(1_500, "KWD").major == Decimal("1.500")
    assert Money(18_500_050, "SAR").plain == "185000.50"
    assert Money(5, "JPY").plain == "5"
    assert Money.of(Decimal("12.5"), "SAR") == Money(1_250, "SAR")
    assert Money.of(3, "KWD") == Money(3_000, "KWD")
    with pytest.raises(money.AmountTooPrecise):
        Money.of(Decimal("0.001"), "SAR")


@pytest.mark.parametrize(
    ("amount", "arabic", "english"),
    [
        (Money(18_500_000, "SAR"), "185,000 ريال", "SAR 185,000"),
        (Money(18_500_050, "SAR"), "185,000.50 ريال", "SAR 185,000.50"),
        (Money(1_500, "KWD"), "1.500 دينار كويتي", "KWD 1.500"),
        (Money(2_000, "BHD"), "2 دينار بحريني", "BHD 2"),
        (Money(100, "AED"), "1 درهم", "AED 1"),
        (Money(-550, "QAR"), "-5.50 ريال قطري", "QAR -5.50"),
        (Money(9_999, "JPY"), "9,999 ين ياباني", "JPY 9,999"),
        (Money(123_456_789_01, "OMR"), "12,345,678.901 ريال عُماني", "OMR 12,345,678.901"),
    ],
)
def test_written_in_both_languages(amount, arabic, english):
    assert amount.text("ar") == arabic
    assert amount.text("en") == english
    with override("ar"):
        assert str(amount) == arabic
    with override("en"):
        assert str(amount) == english


def test_arabic_digits_bring_arabic_separators():
    amount = Money(123_456_750, "SAR")
    assert amount.text("ar", arabic_digits=True) == "١٬٢٣٤٬٥٦٧٫٥٠ ريال"
    assert Money(100, "SAR").number(full=True) == "1.00"


def test_an_error_survives_a_queue():
    error = money.CurrencyMismatch(left="SAR", right="KWD")
    again = pickle.loads(pickle.dumps(error))
    assert isinstance(again, SoukError)
    assert (type(again), again.params, again.code) == (type(error), error.params, "core.currency_mismatch")


def test_every_currency_has_its_names():
    assert set(money.EXPONENTS) == set(money.ARABIC_NAMES) == set(money.FULL_NAMES)
    assert [code for code, _name in money.choices()] == list(money.EXPONENTS)
