"""A sheet of works: read, looked at with each of its errors, and taken in when the seller says so."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedIn
from core.errors import SoukError
from marketplace.forms.sheets import SheetForm, kind_of
from marketplace.imports.columns import ALIASES, LANGUAGES, REQUIRED, TEXTS
from marketplace.imports.run import Options, preview_import, run_import
from marketplace.views.studio import sheets
from marketplace.views.studio.access import my_sellers, seller_here
from orders.models import Seller

LOOKED_AT: Final = 5000
ERRORS_SHOWN: Final = 200
WORKS_SHOWN: Final = 20


@login_required
@require_http_methods(["GET", "POST"])
def sheet_import(request: SignedIn) -> HttpResponse:
    """The first step: choose a sheet. A sheet that cannot be read at all is refused here, at its field."""
    seller = seller_here(request)
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        token = _look(request, form, seller)
        if token:
            return redirect("marketplace:studio-import-preview", token)
    context = {
        "form": form,
        "seller": seller,
        "columns": _columns(),
        "crumbs": _crumbs(),
        "list_url": _list_url(seller),
    }
    status = 422 if form.is_bound else 200
    return render(request, "marketplace/studio/import.html", context, status=status)


def _look(request: SignedIn, form: SheetForm, seller: Seller) -> str:
    """Keeps the sheet when its columns can be read; else says why, at the field."""
    sheet, currency = form.cleaned_data["sheet"], form.cleaned_data["currency"]
    kind = kind_of(form.name) or ".unknown"
    token = sheets.keep(
        request, chunks=sheet.chunks(), name=form.name, kind=kind, seller=seller.pk, currency=currency
    )
    found = sheets.kept(request, token)
    try:
        if found is not None:
            preview_import(found.path, options=Options(currency=currency), name=form.name, limit=1)
    except SoukError as refusal:
        sheets.drop(request, token)
        form.add_error("sheet", refusal.text)
        return ""
    return token


@login_required
@require_http_methods(["GET", "POST"])
def sheet_preview(request: SignedIn, token: str) -> HttpResponse:
    """The second step: each error with line and column; POST takes the good rows in."""
    key = str(token)
    found = sheets.kept(request, key)
    seller = next((one for one in my_sellers(request) if found and one.pk == found.seller), None)
    if found is None or seller is None:
        raise Http404
    if request.method == "POST":
        return _take_in(request, key, found, seller)
    try:
        look = preview_import(
            found.path, options=Options(currency=found.currency), name=found.name, limit=LOOKED_AT
        )
    except SoukError as refusal:
        sheets.drop(request, key)
        messages.error(request, refusal.text)
        return redirect("marketplace:studio-import")
    context = {
        "look": look,
        "name": found.name,
        "seller": seller,
        "works": look.works[:WORKS_SHOWN],
        "errors": look.errors[:ERRORS_SHOWN],
        "refused": len({error.line for error in look.errors}),
        "crumbs": _crumbs(),
        "list_url": _list_url(seller),
    }
    return render(request, "marketplace/studio/import_preview.html", context)


def _take_in(request: SignedIn, token: str, found: sheets.Kept, seller: Seller) -> HttpResponse:
    try:
        report = run_import(
            found.path, seller=seller, actor=request.user, options=Options(currency=found.currency)
        )
    except SoukError as refusal:
        messages.error(request, refusal.text)
        return redirect("marketplace:studio-import")
    sheets.drop(request, token)
    counts = report.counts
    taken = counts.created + counts.updated
    said = ngettext(
        "%(total)s work was taken in as a draft.", "%(total)s works were taken in as drafts.", taken
    )
    messages.success(request, said % {"total": taken})
    if report.refused:
        left = ngettext("%(total)s row was left out.", "%(total)s rows were left out.", report.refused)
        messages.warning(request, left % {"total": report.refused})
    return redirect(_list_url(seller))


def _columns() -> list[dict[str, Any]]:
    """The names a sheet may use, the house's own first; bilingual texts once for each language."""
    return [
        {
            "name": ", ".join(f"{name}_{code}" for code in LANGUAGES) if name in TEXTS else name,
            "label": _arabic(aliases),
            "required": name in REQUIRED,
        }
        for name, aliases in ALIASES.items()
    ]


def _arabic(aliases: tuple[str, ...]) -> str:
    return next((alias for alias in aliases if not alias.isascii()), "")


def _crumbs() -> list[dict[str, str]]:
    return [
        {"label": _("Studio"), "url": reverse("marketplace:studio")},
        {"label": _("Import a sheet"), "url": ""},
    ]


def _list_url(seller: Seller) -> str:
    return f"{reverse('marketplace:studio')}?seller={seller.slug}"
