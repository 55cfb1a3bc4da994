"""Money: whole minor units and an ISO 4217 code with its own exponent. No float, no silent rounding."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import total_ordering
from typing import Any, Final, Self

from babel.numbers import format_decimal
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.bidi import strip_controls
from core.digits import eastern, western
from core.errors import SoukError

# ISO 4217: how many digits stand behind the decimal point.
EXPONENTS: Final[dict[str, int]] = {
    "SAR": 2,
    "AED": 2,
    "QAR": 2,
    "KWD": 3,
    "BHD": 3,
    "OMR": 3,
    "USD": 2,
    "EUR": 2,
    "GBP": 2,
    "KES": 2,
    "JPY": 0,
}
# Beside a number, as the Gulf writes it; SAR and AED are at home here and need no nationality.
ARABIC_NAMES: Final[dict[str, str]] = {
    "SAR": "ريال",
    "AED": "درهم",
    "QAR": "ريال قطري",
    "KWD": "دينار كويتي",
    "BHD": "دينار بحريني",
    "OMR": "ريال عُماني",
    "USD": "دولار أمريكي",
    "EUR": "يورو",
    "GBP": "جنيه إسترليني",
    "KES": "شلن كيني",
    "JPY": "ين ياباني",
}
FULL_NAMES: Final[dict[str, Promise | str]] = {
    "SAR": _("Saudi riyal"),
    "AED": _("UAE dirham"),
    "QAR": _("Qatari riyal"),
    "KWD": _("Kuwaiti dinar"),
    "BHD": _("Bahraini dinar"),
    "OMR": _("Omani rial"),
    "USD": _("US dollar"),
    "EUR": _("Euro"),
    "GBP": _("Pound sterling"),
    "KES": _("Kenyan shilling"),
    "JPY": _("Japanese yen"),
}
LARGEST: Final = 2**63 - 1  # what a bigint column holds
BPS: Final = 10_000  # basis points in a whole: 1,500 bps are 15%

_PLAIN = re.compile(r"(\d+)(?:\.(\d+))?")
_GROUPED = re.compile(r"([1-9]\d{0,2}(?:,\d{3})+)(?:\.(\d+))?")
_BLANK_GROUPS = re.compile(r"(?<=\d)[ \u00a0\u2009\u202f](?=\d{3}(?!\d))")
_SEPARATORS = str.maketrans({"٬": ",", "،": ",", "٫": "."})


class CurrencyUnknown(SoukError):
    code = "core.currency_unknown"
    message = _("We do not trade in the currency “%(currency)s”.")


class CurrencyMismatch(SoukError):
    """A mistake in the program: amounts of two currencies met."""

    code = "core.currency_mismatch"
    http_status = 500
    message = _("Amounts in %(left)s and %(right)s cannot be put together.")


class AmountInvalid(SoukError):
    """What was typed is no amount that we can take; the subclass says why."""

    code = "core.amount_invalid"
    message = _("“%(typed)s” is not an amount. Write it in digits, for example %(example)s.")


class AmountMissing(AmountInvalid):
    code = "core.amount_missing"
    message = _("Enter an amount, for example %(example)s.")


class AmountNegative(AmountInvalid):
    code = "core.amount_negative"
    message = _("“%(typed)s” is below zero. Enter an amount without a minus sign.")


class AmountGrouping(AmountInvalid):
    code = "core.amount_grouping"
    message = _(
        "We cannot tell what “%(typed)s” means. Put a comma before every three digits and a point before "
        "the decimals, for example %(example)s."
    )


class AmountAmbiguous(AmountInvalid):
    code = "core.amount_ambiguous"
    message = _("“%(typed)s” can be read in two ways. Write %(thousands)s or %(decimals)s.")


class AmountTooPrecise(AmountInvalid):
    code = "core.amount_too_precise"
    message = _("“%(typed)s” has too many decimals: %(currency)s has %(exponent)s at most.")


class AmountTooLarge(AmountInvalid):
    code = "core.amount_too_large"
    message = _("This amount is larger than we can handle.")


@total_ordering
@dataclass(frozen=True, slots=True)
class Money:
    """An amount in the smallest unit of its currency: `Money(18_500_000, "SAR")` is SAR 185,000.

    Raises CurrencyUnknown for a code that is not in EXPONENTS, AmountTooLarge outside a bigint,
    TypeError for anything but a whole number.
    """

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if type(self.minor) is not int:
            raise TypeError(f"Minor units are whole numbers, not {type(self.minor).__name__}.")
        if self.currency not in EXPONENTS:
            raise CurrencyUnknown(currency=self.currency)
        if not -LARGEST <= self.minor <= LARGEST:
            raise AmountTooLarge

    @classmethod
    def zero(cls, currency: str) -> Self:
        return cls(0, currency)

    @classmethod
    def of(cls, major: int | Decimal, currency: str) -> Self:
        """From major units, exactly: raises AmountTooPrecise rather than round."""
        exponent = exponent_of(currency)
        minor = Decimal(major).scaleb(exponent)
        if minor != minor.to_integral_value():
            raise AmountTooPrecise(typed=major, currency=currency, exponent=exponent)
        return cls(int(minor), currency)

    @classmethod
    def parse(cls, text: str, currency: str) -> Self:
        """What a person typed, read strictly: Western and Arabic digits, `,` `٬` groups, `.` `٫` decimals.

        "12,500" and "١٢٬٥٠٠" are 12500; "١٢٫٥" is 12.50; "1.500" is 1.500 in a currency of three decimals
        and refused as ambiguous in the others. The currency's own code or name may stand beside it.
        Raises a subclass of AmountInvalid that says what to do.
        """
        whole, decimals, arabic = _read(text, currency)
        exponent = exponent_of(currency)
        if len(decimals) > exponent:
            raise _too_many(text, whole, decimals, currency, arabic=arabic)
        if len(whole.lstrip("0")) > len(str(LARGEST)):
            raise AmountTooLarge
        return cls(int(whole.lstrip("0") + decimals.ljust(exponent, "0") or "0"), currency)

    @property
    def exponent(self) -> int:
        return EXPONENTS[self.currency]

    @property
    def major(self) -> Decimal:
        """The amount in riyals, dinars, dollars: exact."""
        return Decimal(self.minor).scaleb(-self.exponent)

    @property
    def plain(self) -> str:
        """ASCII without groups ("185000.50"), for input fields, JSON and CSV."""
        return f"{self.major:.{self.exponent}f}"

    def __add__(self, other: Self) -> Self:
        return self._with(self.minor + self._same(other))

    def __sub__(self, other: Self) -> Self:
        return self._with(self.minor - self._same(other))

    def __neg__(self) -> Self:
        return self._with(-self.minor)

    def __abs__(self) -> Self:
        return self._with(abs(self.minor))

    def __mul__(self, times: int) -> Self:
        if type(times) is not int:
            return NotImplemented
        return self._with(self.minor * times)

    __rmul__ = __mul__

    def __bool__(self) -> bool:
        return self.minor != 0

    def __lt__(self, other: Self) -> bool:
        return self.minor < self._same(other)

    def portion(self, bps: int) -> Self:
        """So many basis points of it, rounded half up (away from zero): 1,500 bps of 0.10 are 0.02."""
        if type(bps) is not int:
            raise TypeError("Basis points are whole numbers.")
        share = (abs(self.minor * bps) * 2 + BPS) // (2 * BPS)
        return self._with(share if self.minor * bps >= 0 else -share)

    def allocate(self, weights: Sequence[int]) -> list[Self]:
        """Split by weights without losing a halala; what is left over goes to the largest remainders first.

        Raises ValueError when there is no positive weight or a negative one.
        """
        total = sum(weights)
        if total <= 0 or min(weights) < 0:
            raise ValueError("Weights are zero or more, and at least one is above zero.")
        sign = -1 if self.minor < 0 else 1
        shares = [divmod(abs(self.minor) * weight, total) for weight in weights]
        left = abs(self.minor) - sum(share for share, _rest in shares)
        first = sorted(range(len(shares)), key=lambda place: -shares[place][1])[:left]
        return [self._with(sign * (share + (place in first))) for place, (share, _) in enumerate(shares)]

    def number(self, lang: str | None = None, *, full: bool = False, arabic_digits: bool = False) -> str:
        """ "185,000" or "185,000.50": decimals only where there are any, or always with `full`."""
        del lang  # both languages write the same digits unless Arabic-Indic ones are asked for
        decimals = self.exponent if full or self.minor % 10**self.exponent else 0
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        text = str(format_decimal(self.major, format=pattern, locale="en"))
        return eastern(text) if arabic_digits else text

    def text(self, lang: str | None = None, *, full: bool = False, arabic_digits: bool = False) -> str:
        """ "185,000 ريال" in Arabic, "SAR 185,000" in English; the active language by default."""
        number = self.number(lang, full=full, arabic_digits=arabic_digits)
        if is_arabic(lang):
            return f"{number} {ARABIC_NAMES[self.currency]}"
        return f"{self.currency} {number}"

    def __str__(self) -> str:
        return self.text()

    def _with(self, minor: int) -> Self:
        return type(self)(minor, self.currency)

    def _same(self, other: Self) -> int:
        if not isinstance(other, Money):
            raise TypeError(f"Money goes with Money, not with {type(other).__name__}.")
        if other.currency != self.currency:
            raise CurrencyMismatch(left=self.currency, right=other.currency)
        return other.minor


def total(amounts: Iterable[Money], currency: str) -> Money:
    """The sum, also of nothing; raises CurrencyMismatch when one has another currency."""
    result = Money.zero(currency)
    for amount in amounts:
        result += amount
    return result


def exponent_of(currency: str) -> int:
    """Digits behind the point; raises CurrencyUnknown."""
    if currency not in EXPONENTS:
        raise CurrencyUnknown(currency=currency)
    return EXPONENTS[currency]


def choices() -> list[tuple[str, Promise | str]]:
    """For a form or a model field: every currency that we know, by its full name."""
    return list(FULL_NAMES.items())


def symbol(currency: str, lang: str | None = None) -> str:
    """What stands beside the number: "ريال" or "SAR"."""
    exponent_of(currency)
    return ARABIC_NAMES[currency] if is_arabic(lang) else currency


def is_arabic(lang: str | None = None) -> bool:
    return (lang or get_language() or "ar").startswith("ar")


def _read(text: str, currency: str) -> tuple[str, str, bool]:
    """Whole digits, decimal digits, and whether the decimal sign was the Arabic one (of one meaning)."""
    typed = strip_controls(str(text)).strip()
    bare = _without_currency(western(typed), currency)
    hints: dict[str, Any] = {"typed": typed[:40], "example": _example(currency)}
    if not bare:
        raise AmountMissing(**hints) if not typed else AmountInvalid(**hints)
    if bare[0] in "-−–(" or bare[-1] in "-−":
        raise AmountNegative(**hints) if any(char.isdigit() for char in bare) else AmountInvalid(**hints)
    normal = _BLANK_GROUPS.sub(",", bare).translate(_SEPARATORS)
    match = _PLAIN.fullmatch(normal) or _GROUPED.fullmatch(normal)
    if match is None or not normal.isascii():
        looks_numeric = normal.isascii() and re.fullmatch(r"[\d.,' ]*\d[\d.,' ]*", normal)
        raise (AmountGrouping if looks_numeric else AmountInvalid)(**hints)
    return match[1].replace(",", ""), match[2] or "", "٫" in bare


def _too_many(typed: str, whole: str, decimals: str, currency: str, *, arabic: bool) -> AmountInvalid:
    """Three digits behind a point may be thousands where the currency has fewer decimals: ask."""
    exponent = EXPONENTS[currency]
    shown = strip_controls(str(typed)).strip()[:40]
    if len(decimals) == 3 and 0 < len(whole) <= 3 and whole[0] != "0" and not arabic and "," not in shown:  # noqa: PLR2004
        return AmountAmbiguous(
            typed=shown,
            thousands=f"{whole},{decimals}",
            decimals=f"{whole}.{decimals[:exponent]}".rstrip("."),
        )
    return AmountTooPrecise(typed=shown, currency=str(FULL_NAMES[currency]), exponent=exponent)


def _without_currency(text: str, currency: str) -> str:
    """The code or the Arabic name of the currency may stand before or after the number."""
    exponent_of(currency)
    marks = {currency, currency.lower(), ARABIC_NAMES[currency], ARABIC_NAMES[currency].split()[0]}
    for mark in sorted(marks, key=len, reverse=True):
        if text.startswith(mark):
            return text.removeprefix(mark).strip()
        if text.endswith(mark):
            return text.removesuffix(mark).strip()
    return text


def _example(currency: str) -> str:
    return Money(12_500 * 10 ** EXPONENTS[currency], currency).number()
