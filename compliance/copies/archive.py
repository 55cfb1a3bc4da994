"""The archive: pages in both languages, the same as JSON, and the files. Written in one go, never held in memory.

Who calls it holds one REPEATABLE READ transaction: the rows are read three times (JSON and two languages of pages)
and must be the same each time.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from itertools import islice
from pathlib import Path
from typing import IO, Any, Final

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from compliance.copies import contents, showing
from compliance.copies.contents import Chapter, Kind
from compliance.copies.reading import Attached, Reader, Row, plain

FORMAT: Final = 1
LANGUAGES: Final = ("ar", "en")
DIRECTIONS: Final = {"ar": "rtl", "en": "ltr"}
OTHER: Final = {"ar": "en", "en": "ar"}
PLACE: Final = "[[records]]"  # no text of a person: it only marks where their records go
STYLE: Final = Path(__file__).with_name("data") / "archive.css"
AT_ONCE: Final = 200
BLOCK: Final = 1024 * 1024

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose archive it is, as its first page says."""

    name: str
    emails: tuple[str, ...]
    number: int | None
    taken_at: datetime
    code: str


@dataclass
class Archive:
    """One archive on its way into `zip`."""

    zip: zipfile.ZipFile
    reader: Reader
    holder: Holder
    progress: Progress
    done: int = 0
    missing: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return (1 + len(LANGUAGES)) * self.records

    @property
    def records(self) -> int:
        return sum(self.counts.values())

    def step(self, count: int = 1) -> None:
        self.done += count
        self.progress(self.done, self.total)


def write(out: IO[bytes], reader: Reader, holder: Holder, progress: Progress) -> int:
    """The whole archive into `out`, which need not be seekable; returns how many records are in it.

    `progress(done, total)` is called often.
    """
    chapters = contents.chapters()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        archive = Archive(file, reader, holder, progress)
        archive.counts = {kind.label: reader.count(kind) for one in chapters for kind in one.kinds}
        progress(0, archive.total)
        files = _write_json(archive, chapters)
        for language in LANGUAGES:
            with override(language):
                for number, chapter in enumerate(_held(archive, chapters), start=1):
                    _write_page(archive, chapter, number, language)
        _write_files(archive, files)
        _write_index(archive, chapters)
    return archive.records


def _held(archive: Archive, chapters: list[Chapter]) -> list[Chapter]:
    """Chapters with at least one record of this person."""
    return [one for one in chapters if any(archive.counts[kind.label] for kind in one.kinds)]


def _write_json(archive: Archive, chapters: list[Chapter]) -> list[Attached]:
    """Everything for machines; returns the files that the records name."""
    files: list[Attached] = []
    with archive.zip.open("data.json", "w", force_zip64=True) as raw:
        out = io.TextIOWrapper(raw, encoding="utf-8", write_through=True)
        out.write('{"about": ' + _dumped(_about(archive)) + ',\n"records": [')
        kinds = [kind for chapter in chapters for kind in chapter.kinds if archive.counts[kind.label]]
        for number, kind in enumerate(kinds):
            out.write((",\n" if number else "\n") + _dumped(_kind_facts(kind))[:-1] + ', "rows": [')
            for position, row in enumerate(archive.reader.rows(kind)):
                files += [value for value in row.values if isinstance(value, Attached)]
                out.write((",\n  " if position else "\n  ") + _dumped(_row_facts(kind, row)))
                archive.step()
            out.write("]}")
        out.write("\n]}\n")
        out.flush()
        out.detach()
    return files


def _about(archive: Archive) -> dict[str, Any]:
    holder = archive.holder
    return {
        "format": FORMAT,
        "house": settings.SITE_NAME,
        "code": holder.code,
        "taken_at": holder.taken_at,
        "account": holder.number,
        "emails": list(holder.emails),
        "records": archive.records,
        "amounts": "whole minor units of the record's currency",
        "not_copied": [
            {"kind": kind.label, **_both("why", kind.declaration.export)} for kind in contents.left_out()
        ],
    }


def _kind_facts(kind: Kind) -> dict[str, Any]:
    declaration = kind.declaration
    return {
        "kind": kind.label,
        **_both("title", kind.model._meta.verbose_name_plural),
        **_both("purpose", declaration.purpose),
        "basis": str(declaration.basis),
    }


def _row_facts(kind: Kind, row: Row) -> dict[str, Any]:
    values = zip(kind.columns, row.values, strict=True)
    return {column.name: plain(value) for column, value in values}


def _write_page(archive: Archive, chapter: Chapter, number: int, language: str) -> None:
    """One chapter in the active language, chunk by chunk between the two ends of its page."""
    head, foot = _ends(archive, chapter, number, language)
    with archive.zip.open(f"{language}/{_page(number, chapter)}", "w", force_zip64=True) as out:
        out.write(head.encode())
        for kind in chapter.kinds:
            count = archive.counts[kind.label]
            if not count:
                continue
            facts = {"kind": kind, "count": count, "purpose": kind.declaration.purpose}
            out.write(render_to_string("copies/archive/kind_head.html", facts).encode())
            for rows in _chunks(archive.reader.rows(kind)):
                body = {"kind": kind, "rows": [_cells(kind, row) for row in rows]}
                out.write(render_to_string("copies/archive/rows.html", body).encode())
                archive.step(len(rows))
        out.write(foot.encode())


def _ends(archive: Archive, chapter: Chapter, number: int, language: str) -> tuple[str, str]:
    """What stands before the records of a page and what follows them."""
    other = OTHER[language]
    context = {
        **_frame(language),
        "title": chapter.title,
        "holder": archive.holder,
        "home": "../index.html",
        "other": f"../{other}/{_page(number, chapter)}",
        "other_language": other,
        "records": PLACE,
    }
    head, _place, foot = render_to_string("copies/archive/page.html", context).partition(PLACE)
    return head, foot


def _cells(kind: Kind, row: Row) -> dict[str, Any]:
    found = (
        (column.label, showing.shown(column, value, row.currency, up="../"))
        for column, value in zip(kind.columns, row.values, strict=True)
        if not column.field.primary_key
    )
    return {"pk": row.pk, "cells": [(label, html) for label, html in found if html]}


def _write_files(archive: Archive, files: list[Attached]) -> None:
    """Each file once; what is no longer in the store is named on the first page."""
    for path, attached in {one.path: one for one in files}.items():
        try:
            with attached.content() as content, archive.zip.open(path, "w", force_zip64=True) as out:
                while block := content.read(BLOCK):
                    out.write(block)
        except FileNotFoundError:
            archive.missing.append(path)
        archive.step(0)


def _write_index(archive: Archive, chapters: list[Chapter]) -> None:
    """The first page, both languages beside each other."""
    halves = [_half(archive, chapters, language) for language in LANGUAGES]
    context = {"style": _style(), "halves": halves, "holder": archive.holder}
    archive.zip.writestr("index.html", render_to_string("copies/archive/index.html", context))


def _half(archive: Archive, chapters: list[Chapter], language: str) -> SafeString:
    with override(language):
        held = [
            (
                f"{language}/{_page(number, one)}",
                one.title,
                sum(archive.counts[kind.label] for kind in one.kinds),
            )
            for number, one in enumerate(_held(archive, chapters), start=1)
        ]
        context = {
            **_frame(language),
            "holder": archive.holder,
            "chapters": held,
            "records": archive.records,
            "missing": archive.missing,
            "left_out": contents.left_out(),
            "privacy_email": settings.PRIVACY_EMAIL,
        }
        return render_to_string("copies/archive/half.html", context)


def _frame(language: str) -> dict[str, Any]:
    return {"language": language, "direction": DIRECTIONS[language], "style": _style()}


def _page(number: int, chapter: Chapter) -> str:
    return f"{number:02}-{chapter.slug}.html"


def _both(name: str, words: Any) -> dict[str, str]:
    found = {}
    for language in LANGUAGES:
        with override(language):
            found[f"{name}_{language}"] = str(words)
    return found


def _chunks(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while chunk := list(islice(rows, AT_ONCE)):
        yield chunk


def _dumped(facts: Any) -> str:
    return json.dumps(facts, cls=DjangoJSONEncoder, ensure_ascii=False)


@cache
def _style() -> SafeString:
    """Each page carries the style sheet itself, so that it also reads alone."""
    return mark_safe(f"<style>{STYLE.read_text(encoding='utf-8')}</style>")  # noqa: S308 - our own file
