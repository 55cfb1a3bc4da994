"""Dates in both calendars: Gregorian, and Hijri by the Umm al-Qura tables (1343 to 1500 AH)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.utils import timezone
from hijridate import Gregorian

from core.digits import ARABIC_INDIC, ASCII
from core.money import is_arabic

HIJRI_MONTHS_AR: Final = (
    "محرم",
    "صفر",
    "ربيع الأول",
    "ربيع الآخر",
    "جمادى الأولى",
    "جمادى الآخرة",
    "رجب",
    "شعبان",
    "رمضان",
    "شوال",
    "ذو القعدة",
    "ذو الحجة",
)
HIJRI_MONTHS_EN: Final = (
    "Muharram",
    "Safar",
    "Rabi al-Awwal",
    "Rabi al-Thani",
    "Jumada al-Ula",
    "Jumada al-Akhirah",
    "Rajab",
    "Shaban",
    "Ramadan",
    "Shawwal",
    "Dhu al-Qadah",
    "Dhu al-Hijjah",
)
# The Gulf's names of the Gregorian months.
MONTHS_AR: Final = (
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "مايو",
    "يونيو",
    "يوليو",
    "أغسطس",
    "سبتمبر",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
)
MONTHS_EN: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
DAYS_AR: Final = ("الإثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
DAYS_EN: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_EASTERN = str.maketrans(ASCII, ARABIC_INDIC)


@dataclass(frozen=True, slots=True, order=True)
class Hijri:
    """A day of the Umm al-Qura calendar."""

    year: int
    month: int
    day: int

    def month_name(self, lang: str | None = None) -> str:
        return (HIJRI_MONTHS_AR if is_arabic(lang) else HIJRI_MONTHS_EN)[self.month - 1]

    def text(self, lang: str | None = None) -> str:
        """ "12 جمادى الآخرة 1448"; in English with AH behind it."""
        end = "" if is_arabic(lang) else " AH"
        return f"{self.day} {self.month_name(lang)} {self.year}{end}"

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}-{self.day:02}"


def hijri(value: date | datetime) -> Hijri | None:
    """The Hijri day of a Gregorian one (of an instant: as seen in the current time zone).

    None outside the tables, that is before 1924-08-01 and after 2077-11-16.
    """
    day = local_day(value)
    try:
        found = Gregorian(day.year, day.month, day.day).to_hijri()
    except OverflowError:
        return None
    return Hijri(found.year, found.month, found.day)


def local_day(value: date | datetime) -> date:
    """The calendar day of an instant in the current time zone; a plain date is its own day."""
    if not isinstance(value, datetime):
        return value
    return (timezone.localtime(value) if timezone.is_aware(value) else value).date()


def day_name(value: date | datetime, lang: str | None = None) -> str:
    return (DAYS_AR if is_arabic(lang) else DAYS_EN)[local_day(value).weekday()]


def gregorian_text(value: date | datetime, lang: str | None = None) -> str:
    """ "22 نوفمبر 2026" or "22 November 2026"."""
    day = local_day(value)
    return f"{day.day} {(MONTHS_AR if is_arabic(lang) else MONTHS_EN)[day.month - 1]} {day.year}"


def both_dates(value: date | datetime, lang: str | None = None, *, arabic_digits: bool = False) -> str:
    """ "الأحد 12 جمادى الآخرة 1448، 22 نوفمبر 2026"; English puts the Gregorian date first.

    Outside the Hijri tables only the Gregorian date stands there.
    """
    other = hijri(value)
    plain = gregorian_text(value, lang)
    if other is None:
        text = f"{day_name(value, lang)} {plain}"
    elif is_arabic(lang):
        text = f"{day_name(value, lang)} {other.text(lang)}، {plain}"
    else:
        text = f"{day_name(value, lang)} {plain}, {other.text(lang)}"
    return text.translate(_EASTERN) if arabic_digits else text
