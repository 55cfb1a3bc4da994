"""The contract on paper: the reader's language first, the other one after it, and who accepted it when."""

from __future__ import annotations

import re

from django.utils.translation import gettext_lazy as _

from commissions.contracts import text
from commissions.contracts.enums import SIGNING, Party
from commissions.contracts.models import Contract, ContractVersion
from core.bidi import FSI, PDI
from core.dates import both_dates
from core.pdf import Sheet, Two, isolate
from orders.drafts import both

ISLAND = re.compile(f"{FSI}([^{PDI}]*){PDI}")
ARABIC = re.compile("[\u0620-\u064a]")


def contract(row: Contract, version: ContractVersion, *, language: str) -> bytes:
    title = _two(_("Contract of a commission"))
    sheet = Sheet(language, title, created=version.created_at)
    sheet.heading(title)
    sheet.facts(
        [
            (_two(_("Commission")), isolate(row.commission.number, ltr=True)),
            (_two(_("Version")), isolate(str(version.number), ltr=True)),
            (_two(_("Written on")), _day(version.created_at)),
            *[(_two(party.label), _signed(version, party)) for party in SIGNING],
            (_two(_("Fingerprint (SHA-256)")), isolate(version.sha256, ltr=True)),
        ]
    )
    order = ("ar", "en") if language == "ar" else ("en", "ar")
    for place, code in enumerate(order):
        if place:
            sheet.new_page()
        _words(sheet, version, code)
    sheet.footer(_two(_("Art Souk, a marketplace for the art of the Gulf")))
    return sheet.bytes()


def _words(sheet: Sheet, version: ContractVersion, code: str) -> None:
    """The other language's text stands in its own direction: the sheet is turned for it."""
    own = sheet.language
    sheet.language = sheet.canvas.language = code
    for clause in text.read(version.text_ar if code == "ar" else version.text_en):
        sheet.heading(clause.heading, level=3)
        for paragraph in clause.paragraphs:
            sheet.text(_flat(paragraph, code))
        sheet.space(1)
    sheet.language = sheet.canvas.language = own


def _flat(paragraph: str, code: str) -> str:
    """On paper an Arabic island in an Arabic line runs with the line; the others stay islands."""
    if code != "ar":
        return paragraph
    return ISLAND.sub(lambda found: found[1] if ARABIC.search(found[1]) else found[0], paragraph)


def _signed(version: ContractVersion, party: Party) -> Two:
    mark = next((one for one in version.acceptances.all() if one.side == party), None)
    if mark is None:
        return _two(_("Not accepted yet"))
    hour = isolate(f"{mark.at:%H:%M:%S} UTC", ltr=True)
    arabic, english = both(_("Accepted on %(day)s, %(hour)s"))
    return Two(
        arabic % {"day": both_dates(mark.at, "ar"), "hour": hour},
        english % {"day": both_dates(mark.at, "en"), "hour": hour},
    )


def _day(value: object) -> Two:
    return Two(both_dates(value, "ar"), both_dates(value, "en"))  # type: ignore[arg-type]


def _two(label: object) -> Two:
    return Two(*both(label))  # type: ignore[arg-type]
