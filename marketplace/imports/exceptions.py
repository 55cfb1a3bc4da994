"""Why a whole sheet is refused (nothing is changed), and why one row is (the others go in)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from core.errors import SoukError

if TYPE_CHECKING:
    from django.utils.functional import Promise


class ImportRefused(SoukError):
    code = "marketplace.import_refused"
    message = _("The sheet could not be read. Nothing was changed.")


class FileMissing(ImportRefused):
    code = "marketplace.import_file_missing"
    message = _("There is no file “%(name)s”. Check its name and where it lies.")


class FileKindUnknown(ImportRefused):
    code = "marketplace.import_kind_unknown"
    message = _("“%(name)s” is neither CSV nor XLSX. Save the sheet as one of the two. Nothing was changed.")


class FileBroken(ImportRefused):
    code = "marketplace.import_file_broken"
    message = _("“%(name)s” is damaged and cannot be opened. Save it again. Nothing was changed.")


class FileTooLarge(ImportRefused):
    code = "marketplace.import_too_large"
    message = _("“%(name)s” holds more than we can read at once. Split it in parts. Nothing was changed.")


class EncodingWrong(ImportRefused):
    code = "marketplace.import_encoding"
    message = _(
        "“%(name)s” is not in UTF-8: its bytes turn unreadable on line %(line)s. In Excel choose “CSV UTF-8” "
        "when you save. Nothing was changed."
    )


class SheetEmpty(ImportRefused):
    code = "marketplace.import_empty"
    message = _(
        "“%(name)s” is empty: its first line must hold the names of the columns. Nothing was changed."
    )


class ColumnMissing(ImportRefused):
    code = "marketplace.import_column_missing"
    message = _(
        "The sheet has no column for “%(field)s”. We found: %(found)s. Add the column or give a mapping. "
        "Nothing was changed."
    )


class ColumnTwice(ImportRefused):
    code = "marketplace.import_column_twice"
    message = _("Two columns are called “%(column)s”. Rename one of them. Nothing was changed.")


class MappingWrong(ImportRefused):
    code = "marketplace.import_mapping"
    message = _(
        "The mapping names “%(name)s”, which we do not know. Known are: %(known)s. Nothing was changed."
    )


class MappingUnreadable(ImportRefused):
    code = "marketplace.import_mapping_unreadable"
    message = _("“%(name)s” is neither a known mapping nor a JSON file of column names. Nothing was changed.")


class OwnerUnknown(ImportRefused):
    code = "marketplace.import_owner"
    message = _("There is no seller “%(slug)s”. Nothing was changed.")


@dataclass(frozen=True, slots=True)
class RowError:
    """One cell that cannot be taken. `reason` is read in the language that is active then."""

    line: int
    column: str
    value: str
    reason: str | Promise
    code: str


class CellRefused(ValueError):
    """Raised by the readers of single cells; the row adds where it was."""

    def __init__(self, code: str, reason: str | Promise) -> None:
        super().__init__(code)
        self.code = code
        self.reason = reason
