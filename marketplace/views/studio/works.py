"""One work in the studio: added as a draft, edited field by field in both languages."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedIn
from core.errors import SoukError
from marketplace import services
from marketplace.exceptions import FieldsInvalid
from marketplace.forms.artworks import ArtworkForm, show_refusal
from marketplace.models import Artwork
from marketplace.views.studio.access import artists_for, own_work, seller_here
from marketplace.views.studio.moves import is_trusted, targets_of
from marketplace.views.studio.pictures import pictures_context
from marketplace.views.studio.rows import missing_of
from marketplace.views.studio.standing import standing_of
from orders.models import Seller

ANCHORS = {"size": "id_height_cm", "picture": "pictures"}
REFUSED = 422


@login_required
@require_http_methods(["GET", "POST"])
def artwork_add(request: SignedIn) -> HttpResponse:
    seller = seller_here(request)
    artist = getattr(seller, "artist", None)
    form = ArtworkForm(
        request.POST or None, artists=artists_for(seller), initial={"artist": artist.pk if artist else None}
    )
    if request.method == "POST" and form.is_valid():
        work = _added(request, form, seller)
        if work is not None:
            messages.success(request, _("The draft is saved. Add its pictures, then publish it."))
            return redirect("marketplace:studio-artwork-edit", work.pk)
    return _page(request, form, seller, None)


def _added(request: SignedIn, form: ArtworkForm, seller: Seller) -> Artwork | None:
    try:
        return services.create_artwork(seller=seller, by=request.user, **form.cleaned_data)
    except SoukError as refusal:
        _tell(form, refusal)
    return None


@login_required
@require_http_methods(["GET", "POST"])
def artwork_edit(request: SignedIn, pk: int) -> HttpResponse:
    work = own_work(request, pk)
    form = ArtworkForm(request.POST or None, artists=artists_for(work.seller), work=work)
    if request.method == "POST" and form.is_valid() and _saved(request, form, work):
        messages.success(request, _("The changes are saved."))
        return redirect("marketplace:studio-artwork-edit", pk)
    return _page(request, form, work.seller, work)


def _saved(request: SignedIn, form: ArtworkForm, work: Artwork) -> bool:
    if request.POST.get("seen") != seen(work):
        form.add_error(None, _("The work has changed since you opened this page. Compare, then save again."))
        return False
    try:
        services.update_artwork(artwork=work, by=request.user, **form.cleaned_data)
    except SoukError as refusal:
        _tell(form, refusal)
        return False
    return True


def _tell(form: ArtworkForm, refusal: SoukError) -> None:
    if isinstance(refusal, FieldsInvalid):
        show_refusal(form, refusal)
    else:
        form.add_error(None, refusal.text)


def seen(work: Artwork) -> str:
    """Which state of the work the form was filled from: a later one is not overwritten unseen."""
    return work.updated_at.isoformat()


def _page(request: SignedIn, form: ArtworkForm, seller: Seller, work: Artwork | None) -> HttpResponse:
    context = {
        "form": form,
        "sections": form.sections(),
        "seller": seller,
        "work": work,
        "seen": seen(work) if work else "",
        "crumbs": _crumbs(work),
        "list_url": f"{reverse('marketplace:studio')}?seller={seller.slug}",
        **(work_context(request, work) if work else {}),
    }
    return render(
        request, "marketplace/studio/artwork_edit.html", context, status=REFUSED if form.errors else 200
    )


def work_context(request: SignedIn, work: Artwork) -> dict[str, Any]:
    """What stands beside the form: how public the work is, and its pictures."""
    pictures = pictures_context(work)
    work.cover = pictures["pictures"][0]["row"].image if pictures["pictures"] else None  # type: ignore[attr-defined]
    missing = missing_of(work)
    return {
        "status": standing_of(work),
        "targets": targets_of(work, trusted=is_trusted(request.user, work)),
        "missing": [{"label": label, "anchor": ANCHORS[name]} for name, label in missing.items()],
        **pictures,
    }


def _crumbs(work: Artwork | None) -> list[dict[str, str]]:
    return [
        {"label": _("Studio"), "url": reverse("marketplace:studio")},
        {"label": str(work.title) if work else _("Add a work"), "url": ""},
    ]
