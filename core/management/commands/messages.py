"""Catalogues of translations, one an app: extract, check, compile, without GNU gettext on the machine.

Each app's strings live in locale/<app>/ar/LC_MESSAGES/django.po; those of the site's own templates and of
config/ in locale/site. English is the language of the msgids and needs no catalogue.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import polib
from babel.messages.extract import extract_python
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation.template import templatize

SITE = "site"
# The rooms of the money side, each with a catalogue of its own.
MONEY = (
    *("payments", "delivery", "checkout", "invoicing"),
    *("aftercare", "payouts", "memberships", "verification"),
)
# The rooms of privacy, of the workshops and of the commissions.
ROOMS = {
    "rights": "compliance/rights",
    "copies": "compliance/copies",
    "erasure": "compliance/erasure",
    "consents": "compliance/consents",
    "records": "compliance/records",
    "incidents": "compliance/incidents",
    "safety": "compliance/safety",
    "booking": "workshops/booking",
    "admission": "workshops/admission",
    "agenda": "workshops/agenda",
    "contracts": "commissions/contracts",
    "progress": "commissions/progress",
}
APPS = (
    *("core", "compliance", "accounts", "mailing", "orders", *MONEY),
    *("marketplace", "imaging", "auctions", "workshops", "commissions", *ROOMS, SITE),
)
# Where an app's code lies when it is not in a directory of its name.
HOMES = (
    {SITE: "config", "imaging": "marketplace/imaging"} | {room: f"orders/{room}" for room in MONEY} | ROOMS
)
# allauth's templates that we write anew are read by people signing in.
DIRECTORIES_OF_ACCOUNTS = frozenset(
    {"account", "allauth", "mfa", "registration", "socialaccount", "usersessions"}
)
ARABIC_PLURALS = (
    "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : "
    "n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5;"
)
FORMS = 6
FIRST_FORM_WITH_NUMBER = 3  # zero, one and two are said in words: "no works", "one work", "two works"
HEADER = {
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Language": "ar",
    "MIME-Version": "1.0",
    "Plural-Forms": ARABIC_PLURALS,
}
KEYWORDS: dict[str, Any] = {
    name + suffix: shape
    for name, shape in {
        "gettext": None,
        "ngettext": (1, 2),
        "pgettext": ((1, "c"), 2),
        "npgettext": ((1, "c"), 2, 3),
    }.items()
    for suffix in ("", "_lazy", "_noop")
} | {"_": None}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd](?!\w)|\{\w*\}")

Key = tuple[str, str, str]
"""Context, msgid, plural msgid; "" where there is none."""


def sources(app: str) -> list[Path]:
    """Every file whose strings belong to the app's catalogue, in a stable order."""
    base = Path(settings.BASE_DIR)
    home = base / HOMES.get(app, app)
    guests = [base / place for place in HOMES.values() if base / place != home]
    code = (path for path in home.rglob("*.py") if not any(path.is_relative_to(guest) for guest in guests))
    pages = (path for path in (base / "templates").rglob("*") if path.suffix in {".html", ".txt"})
    owned = [path for path in code if "migrations" not in path.parts]
    owned += [path for path in pages if owner(path.relative_to(base / "templates")) == app]
    return sorted(owned)


def owner(template: Path) -> str:
    """The app whose catalogue holds a template's strings."""
    room = template.parts[0]
    if room == "emails":
        room = template.name.split("_")[0]
    if room in DIRECTORIES_OF_ACCOUNTS:
        return "accounts"
    return room if room in APPS else SITE


def extract(path: Path) -> Iterator[Key]:
    """The translatable strings of one file. Raises CommandError naming it when it cannot be read."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        try:
            text = templatize(text, origin=str(path))
        except SyntaxError as error:
            raise CommandError(str(error)) from error
        # What templatize leaves is no program: its indentation means nothing.
        text = "\n".join(line.strip() for line in text.splitlines())
    for _line, name, found, _comments in extract_python(io.BytesIO(text.encode()), KEYWORDS, (), {}):
        if key := _key(str(name), found):
            yield key


def _key(name: str, found: Any) -> Key | None:
    words = list(found) if isinstance(found, (tuple, list)) else [found]
    context = words.pop(0) if name.startswith(("pgettext", "npgettext")) else ""
    if not words or not words[0]:
        return None
    plural = words[1] if name.startswith(("ngettext", "npgettext")) and len(words) > 1 else ""
    return context or "", words[0], plural or ""


def wanted(app: str) -> dict[Key, list[str]]:
    """Each string of the app with the files that use it."""
    base = Path(settings.BASE_DIR)
    places: dict[Key, list[str]] = {}
    for path in sources(app):
        name = path.relative_to(base).as_posix()
        for key in extract(path):
            files = places.setdefault(key, [])
            if name not in files:
                files.append(name)
    return places


def catalogue_path(app: str) -> Path:
    return Path(settings.BASE_DIR) / "locale" / app / "ar" / "LC_MESSAGES" / "django.po"


def load(app: str) -> polib.POFile:
    path = catalogue_path(app)
    if not path.exists():
        return polib.POFile()
    try:
        return polib.pofile(str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{path}: {error}") from error


def key_of(entry: polib.POEntry) -> Key:
    return entry.msgctxt or "", entry.msgid, entry.msgid_plural or ""


def merged(app: str) -> polib.POFile:
    """The catalogue as it ought to be: today's strings, the translations kept, nothing obsolete."""
    known = {key_of(entry): entry for entry in load(app) if not entry.obsolete}
    fresh = polib.POFile(wrapwidth=100)
    fresh.metadata = dict(HEADER)
    for key, files in sorted(wanted(app).items(), key=lambda item: (item[1][0], item[0])):
        fresh.append(_entry(key, files, known.get(key)))
    return fresh


def _entry(key: Key, files: list[str], old: polib.POEntry | None) -> polib.POEntry:
    context, msgid, plural = key
    entry = polib.POEntry(
        msgctxt=context or None,
        msgid=msgid,
        occurrences=[(name, "") for name in files],
        tcomment=old.tcomment if old else "",
        flags=["fuzzy"] if old and old.fuzzy else [],
    )
    if plural:
        given = old.msgstr_plural if old else {}
        entry.msgid_plural = plural
        entry.msgstr_plural = {form: given.get(form, "") for form in range(FORMS)}
    else:
        entry.msgstr = old.msgstr if old else ""
    return entry


def problems(app: str) -> list[str]:
    """What is wrong with the app's catalogue, one sentence each."""
    found = load(app)
    entries = {key_of(entry): entry for entry in found if not entry.obsolete}
    today = wanted(app)
    wrong = [f"not in the catalogue: {key[1]!r} ({today[key][0]})" for key in today if key not in entries]
    for key, entry in entries.items():
        if key not in today:
            wrong.append(f"stale, no file uses it: {entry.msgid!r}")
        elif entry.fuzzy:
            wrong.append(f"fuzzy: {entry.msgid!r}")
        else:
            wrong += _translation_problems(entry)
    if entries and found.metadata.get("Plural-Forms") != ARABIC_PLURALS:
        wrong.append("the Plural-Forms header is not the Arabic one")
    return wrong


def _translation_problems(entry: polib.POEntry) -> list[str]:
    if not entry.msgid_plural:
        return _form_problems(entry.msgid, entry.msgid, entry.msgstr, exact=True)
    forms = [entry.msgstr_plural.get(form, "") for form in range(FORMS)]
    return [
        problem
        for number, form in enumerate(forms)
        for problem in _form_problems(
            f"{entry.msgid} [{number}]", entry.msgid_plural, form, exact=number >= FIRST_FORM_WITH_NUMBER
        )
    ]


def _form_problems(name: str, source: str, translation: str, *, exact: bool) -> list[str]:
    if not translation.strip():
        return [f"not translated: {name!r}"]
    expected, given = set(PLACEHOLDER.findall(source)), set(PLACEHOLDER.findall(translation))
    if given - expected or (exact and expected - given):
        return [f"placeholders differ: {name!r} has {sorted(expected)}, its translation {sorted(given)}"]
    return []


def contradictions(apps: tuple[str, ...]) -> list[str]:
    """One string, two translations: Django shows one of the two everywhere, so they have to agree."""
    texts = {
        app: {key_of(e): (e.msgstr, e.msgstr_plural) for e in load(app) if not e.obsolete} for app in apps
    }
    return [
        f"{one} and {other} translate {key[1]!r} differently"
        for one, other in combinations(apps, 2)
        for key in sorted(texts[one].keys() & texts[other].keys())
        if texts[one][key] != texts[other][key]
    ]


class Command(BaseCommand):
    help = "update: extract the strings; check: fail on gaps; compile: write the .mo files."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("verb", choices=["update", "check", "compile"])
        parser.add_argument("app", nargs="*", choices=[*APPS, []], metavar="app", help=", ".join(APPS))

    def handle(self, *_args: object, **options: Any) -> None:
        apps = tuple(options["app"]) or APPS
        getattr(self, f"_{options['verb']}")(apps)

    def _update(self, apps: tuple[str, ...]) -> None:
        for app in apps:
            path, catalogue = catalogue_path(app), merged(app)
            text = str(catalogue) + "\n"
            if (catalogue or path.exists()) and (not path.exists() or path.read_text("utf-8") != text):
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            gaps = sum(not entry.translated() for entry in catalogue)
            self.stdout.write(f"{app}: {len(catalogue)} strings, {gaps} without a translation")

    def _check(self, apps: tuple[str, ...]) -> None:
        wrong = [f"{app}: {problem}" for app in apps for problem in problems(app)]
        wrong += contradictions(APPS)
        for line in wrong:
            self.stderr.write(line)
        if wrong:
            raise CommandError(f"{len(wrong)} problems in the catalogues. Run: manage.py messages update")

    def _compile(self, apps: tuple[str, ...]) -> None:
        for app in apps:
            source = catalogue_path(app)
            target = source.with_suffix(".mo")
            if not source.exists():
                target.unlink(missing_ok=True)
            elif not target.exists() or target.stat().st_mtime <= source.stat().st_mtime:
                work = target.with_suffix(".mo.new")
                load(app).save_as_mofile(str(work))
                work.replace(target)
