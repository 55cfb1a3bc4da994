"""Changes in place: one cell of the inventory, or a work's next step."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts.requests import SignedIn
from core.errors import SoukError
from marketplace import queries, services
from marketplace.exceptions import FieldsInvalid
from marketplace.forms.artworks import show_refusal
from marketplace.forms.cells import CellsForm
from marketplace.models import Artwork
from marketplace.views.studio.access import own_work
from marketplace.views.studio.inventory import status_tabs
from marketplace.views.studio.moves import MOVES, is_trusted, moved
from marketplace.views.studio.rows import cell_of, status_of
from marketplace.views.studio.standing import counts_of
from orders.models import Seller

REFUSED: Final = 422


@login_required
@require_POST
def artwork_cells(request: SignedIn, pk: int) -> HttpResponse:
    """Saves the sent fields of one work: for htmx the one cell comes back, else the reader goes back to the list."""
    work = own_work(request, pk)
    form = CellsForm(request.POST, work=work)
    if form.is_valid():
        try:
            work = services.update_artwork(artwork=work, by=request.user, **form.cleaned_data)
        except FieldsInvalid as refusal:
            show_refusal(form, refusal)
        except SoukError as refusal:
            form.add_error(next(iter(form.fields)), refusal.text)
    return _cell_answer(request, work, form)


def _cell_answer(request: HttpRequest, work: Artwork, form: CellsForm) -> HttpResponse:
    name = next(iter(form.fields), "title_ar")
    if form.errors:
        texts = form.errors.get(name) or next(iter(form.errors.values()))
        cell = cell_of(work, name, typed=request.POST.get(name, ""), error=" ".join(map(str, texts)))
        return render(request, "marketplace/studio/partials/_cell.html", {"cell": cell}, status=REFUSED)
    return render(
        request, "marketplace/studio/partials/_cell.html", {"cell": cell_of(work, name, saved=True)}
    )


@login_required
@require_POST
def artwork_state(request: SignedIn, pk: int) -> HttpResponse:
    """Moves a work on: from the edit page by a button, from the inventory by the status cell (htmx)."""
    work = own_work(request, pk)
    code = request.POST.get("to") or request.POST.get("status", "")
    trusted = is_trusted(request.user, work)
    if code not in MOVES:
        raise Http404
    refusal = moved(work, code, by=request.user)
    work = own_work(request, pk)
    if request.headers.get("HX-Request"):
        cell = status_of(work, trusted=trusted, error=refusal, saved=not refusal)
        context = {"cell": cell, "status_tabs": _fresh_tabs(work.seller), "swapped": True}
        status = REFUSED if refusal else 200
        return render(request, "marketplace/studio/partials/_status_swap.html", context, status=status)
    level = messages.ERROR if refusal else messages.SUCCESS
    messages.add_message(request, level, refusal or str(MOVES[code].done))
    return redirect("marketplace:studio-artwork-edit", pk)


def _fresh_tabs(seller: Seller) -> list[dict[str, Any]]:
    return status_tabs(seller, counts_of(queries.of_seller(seller)), "")
