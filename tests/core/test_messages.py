"""The catalogue tool, on a small project of its own."""

from __future__ import annotations

import gettext
import json
from io import StringIO
from pathlib import Path

import polib
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from core.management.commands import messages

PAGE = """{% extends "base.html" %}
<h1>{% translate "Lots" %}</h1>
<p title="{% translate 'Open' context "state of a sale" %}">
  {% blocktranslate trimmed with name=artist.name %}
    Works of
    {{ name }}
  {% endblocktranslate %}
</p>
{% blocktranslate trimmed count n=works|length %}
  {{ n }} work
{% plural %}
  {{ n }} works
{% endblocktranslate %}
{# Translators: never shown #}
<input value="{{ _("Bid") }}">
"""
CODE = """
from django.utils.translation import gettext_lazy as _, ngettext, npgettext_lazy, pgettext
A = _("Paid")
B = ngettext("%(n)s bid", "%(n)s bids", 3)
C = pgettext("verb", "Hammer")
D = npgettext_lazy("short", "one", "many", "n")
E = _("A long "
      "sentence.")
F = _(variable)
"""


@pytest.fixture
def project(tmp_path: Path, settings) -> Path:
    settings.BASE_DIR = tmp_path
    for name, text in {
        "auctions/views.py": CODE,
        "auctions/migrations/0001_x.py": '_("Never")',
        "templates/auctions/lot_list.html": PAGE,
        "templates/emails/auctions_outbid.txt": '{% translate "You were outbid." %}',
        "templates/account/login.html": '{% translate "Sign in" %}',
        "templates/base.html": '{% translate "Skip" %}',
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("messages", *arguments, stdout=out, stderr=out)
    return out.getvalue()


def failure(*arguments: str) -> list[str]:
    err = StringIO()
    with pytest.raises(CommandError):
        call_command("messages", *arguments, stdout=StringIO(), stderr=err)
    return err.getvalue().splitlines()


def translate_all(app: str) -> polib.POFile:
    po = polib.pofile(str(messages.catalogue_path(app)))
    for entry in po:
        if entry.msgid_plural:
            entry.msgstr_plural = {form: f"{form} {entry.msgid_plural}" for form in range(6)}
        else:
            entry.msgstr = f"ع {entry.msgid}"
    po.save()
    return po


def test_every_kind_of_string_is_found_in_pages_and_code(project):
    assert set(messages.wanted("auctions")) == {
        ("", "Lots", ""),
        ("state of a sale", "Open", ""),
        ("", "Works of %(name)s", ""),
        ("", "%(n)s work", "%(n)s works"),
        ("", "Bid", ""),
        ("", "Paid", ""),
        ("", "%(n)s bid", "%(n)s bids"),
        ("verb", "Hammer", ""),
        ("short", "one", "many"),
        ("", "A long sentence.", ""),
        ("", "You were outbid.", ""),
    }


def test_each_template_belongs_to_one_catalogue(project):
    assert set(messages.wanted("accounts")) == {("", "Sign in", "")}
    assert set(messages.wanted("site")) == {("", "Skip", "")}


def test_update_keeps_translations_drops_what_is_gone_and_is_stable(project):
    run("update", "auctions")
    translate_all("auctions")
    path = messages.catalogue_path("auctions")
    run("update", "auctions")
    first = path.read_text()
    run("update", "auctions")
    assert path.read_text() == first
    assert "ع Paid" in first
    (project / "auctions/views.py").write_text("")
    run("update", "auctions")
    assert "Paid" not in path.read_text()
    assert "#~" not in path.read_text()


def test_the_file_names_files_but_no_lines_and_no_dates(project):
    run("update", "auctions")
    text = messages.catalogue_path("auctions").read_text()
    assert "#: auctions/views.py\n" in text
    assert "Date" not in text
    assert str(project) not in text


def test_check_passes_when_all_is_said_and_names_each_gap(project):
    run("update")
    assert any("not translated: 'Paid'" in line for line in failure("check", "auctions"))
    for app in ("auctions", "accounts", "site"):
        translate_all(app)
    assert run("check") == ""


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda entry: setattr(entry, "msgstr", "أعمال"), "placeholders differ: 'Works of %(name)s'"),
        (lambda entry: setattr(entry, "msgstr", "أعمال %(nom)s"), "placeholders differ"),
        (lambda entry: setattr(entry, "msgstr", "  "), "not translated: 'Works of %(name)s'"),
        (lambda entry: entry.flags.append("fuzzy"), "fuzzy: 'Works of %(name)s'"),
    ],
)
def test_check_refuses(project, change, sentence):
    run("update")
    po = translate_all("auctions")
    change(po.find("Works of %(name)s"))
    po.save()
    (line,) = failure("check", "auctions")
    assert sentence in line


def test_zero_one_and_two_may_be_said_in_words_but_more_may_not(project):
    run("update")
    po = translate_all("auctions")
    entry = po.find("%(n)s bid")
    entry.msgstr_plural = dict(enumerate(["لا مزايدات", "مزايدة", "مزايدتان", "%(n)s", "%(n)s", "%(n)s"]))
    po.save()
    assert run("check", "auctions") == ""
    entry.msgstr_plural[4] = "كثيرة"
    po.save()
    (line,) = failure("check", "auctions")
    assert "%(n)s bid [4]" in line


def test_a_stale_and_a_missing_entry_are_named(project):
    run("update", "auctions")
    translate_all("auctions")
    (project / "auctions/views.py").write_text(CODE.replace('_("Paid")', '_("Settled")'))
    lines = failure("check", "auctions")
    assert len(lines) == 2
    assert "not in the catalogue: 'Settled' (auctions/views.py)" in lines[0]
    assert "stale, no file uses it: 'Paid'" in lines[1]


def test_two_catalogues_may_not_contradict_each_other(project):
    (project / "templates/base.html").write_text('{% translate "Paid" %}')
    run("update")
    translate_all("auctions")
    po = translate_all("site")
    po.find("Paid").msgstr = "غير ذلك"
    po.save()
    assert failure("check", "site") == ["auctions and site translate 'Paid' differently"]


def test_compiled_catalogue_chooses_the_plural_that_cldr_chooses(project):
    run("update", "auctions")
    translate_all("auctions")
    run("compile")
    with messages.catalogue_path("auctions").with_suffix(".mo").open("rb") as file:
        ready = gettext.GNUTranslations(file)
    cases = json.loads((Path(__file__).parent / "arabic_plurals.json").read_text())["cases"]
    names = ["zero", "one", "two", "few", "many", "other"]
    whole = {int(n): name for n, name in cases.items() if "." not in n}
    chosen = {n: names[int(ready.ngettext("%(n)s bid", "%(n)s bids", n)[0])] for n in whole}
    assert chosen == whole


def test_compile_takes_the_file_away_with_its_source(project):
    run("update", "auctions")
    run("compile")
    compiled = messages.catalogue_path("auctions").with_suffix(".mo")
    assert compiled.exists()
    messages.catalogue_path("auctions").unlink()
    run("compile")
    assert not compiled.exists()


def test_a_page_that_cannot_be_read_is_named(project):
    (project / "templates/base.html").write_text("{% blocktranslate %}{% if x %}{% endblocktranslate %}")
    with pytest.raises(CommandError, match=r"templates/base\.html"):
        run("update", "site")
