"""The columns of the authority's register, in its order: what each asks, whether it must be filled, who fills it.

The minimum is Implementing Regulation Article 33(5)(a)-(h); the rest is what the authority's template adds. A
column marked DPIA must be filled when the activity needs an impact assessment.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from compliance.enums import Basis


class Mark(StrEnum):
    MANDATORY = "mandatory"
    OPTIONAL = "optional"
    DPIA = "dpia"


MARKS: Final[Mapping[Mark, Promise]] = {
    Mark.MANDATORY: pgettext_lazy("register", "Mandatory"),
    Mark.OPTIONAL: pgettext_lazy("register", "Optional"),
    Mark.DPIA: pgettext_lazy("register", "Mandatory when an impact assessment is needed"),
}


class Kind(StrEnum):
    TEXT = "text"
    YES_NO = "yes_no"
    NUMBER = "number"
    DATE = "date"


class Source(StrEnum):
    """Who fills it: the declarations and settings, or the privacy office."""

    MACHINE = "machine"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Column:
    code: str
    title: str | Promise
    mark: Mark
    source: Source = Source.MACHINE
    kind: Kind = Kind.TEXT
    article: str = ""


_M, _O, _D = Mark.MANDATORY, Mark.OPTIONAL, Mark.DPIA
_STAFF, _YES, _NUMBER, _DATE = Source.STAFF, Kind.YES_NO, Kind.NUMBER, Kind.DATE

COLUMNS: Final[tuple[Column, ...]] = (
    Column("controller", _("Controller and its contacts"), _M, article="33(5)(a)"),
    Column("officer", _("Data protection officer and contacts"), _M, article="33(5)(b)"),
    Column("activity", _("Processing activity"), _M),
    Column("description", _("Description of the activity"), _O, _STAFF),
    Column("started_on", _("Began on"), _M, kind=_DATE),
    Column("ended_on", _("Ended on"), _O, kind=_DATE),
    Column("unit", _("Business unit"), _O, _STAFF),
    Column("owner", _("Owner of the activity"), _M, _STAFF),
    Column("purposes", _("Purposes of the processing"), _M, article="33(5)(c)"),
    Column("basis", _("Legal basis"), _M),
    Column("data", _("Categories of personal data"), _M, article="33(5)(d)"),
    Column("people", _("Categories of people"), _M, _STAFF, article="33(5)(d)"),
    Column("datasets", _("Names of the sets of data"), _M),
    Column("sensitive", _("Sensitive data"), _M, _STAFF, _YES),
    Column("retention", _("Retention for each category"), _M, article="33(5)(e)"),
    Column("tool", _("System and place of storage"), _M),
    Column("recipients", _("Categories of recipients"), _M, article="33(5)(f)"),
    Column("disclosure", _("Date, method and purpose of disclosure"), _M, article="20(6)"),
    Column("processors", _("Processors and their obligations"), _M),
    Column(
        "transfers", _("Transfers outside the Kingdom, legal basis and recipients"), _M, article="33(5)(g)"
    ),
    Column("security", _("Organisational, administrative and technical measures"), _M, article="33(5)(h)"),
    Column("consent", _("How consent is asked for and withdrawn"), _O),
    Column("rights", _("How people exercise their rights"), _O),
    Column("linked", _("Linked sources of data"), _D, _STAFF),
    Column("capacity", _("Persons lacking capacity"), _D, _STAFF, _YES),
    Column("subjects", _("Number of people"), _D, _STAFF, _NUMBER),
    Column("large", _("Large scale"), _D, _STAFF, _YES),
    Column("frequency", _("Frequency of the processing"), _D, _STAFF),
    Column("technology", _("New technology"), _D, _STAFF, _YES),
    Column("automated", _("Decisions by machines alone"), _D, _STAFF, _YES),
    Column("dpia_reason", _("Reason for the impact assessment"), _D),
    Column("dpia_findings", _("Findings of the impact assessment"), _D),
    Column("dpia_date", _("Date of the impact assessment"), _D, kind=_DATE),
    Column("dpia_reference", _("Reference of the impact assessment"), _D),
    Column("breaches", _("Breaches tied to the activity"), _O),
    Column("updated", _("Last change and by whom"), _M),
)
BY_CODE: Final[Mapping[str, Column]] = {column.code: column for column in COLUMNS}
ASKED: Final = tuple(column for column in COLUMNS if column.source is Source.STAFF)
# What by itself makes an impact assessment necessary, when staff say yes.
ALARMS: Final = ("sensitive", "capacity", "technology", "automated")


def needs_assessment(answers: Mapping[str, Any]) -> bool:
    """Whether the columns marked DPIA must be filled (Article 25(1))."""
    return any(answers.get(code) is True for code in ALARMS)


def missing(content: Mapping[str, Any]) -> list[Column]:
    """The columns that must be filled and are not; `content` by column code, as a Version holds it."""
    asked = {Mark.MANDATORY, Mark.DPIA} if needs_assessment(content) else {Mark.MANDATORY}
    return [column for column in COLUMNS if column.mark in asked and _empty(content.get(column.code))]


def _empty(value: Any) -> bool:
    if isinstance(value, dict):
        return not any(value.values())
    return value is None or value in ("", [])


def basis_label(code: str) -> str:
    return str(Basis(code).label)
