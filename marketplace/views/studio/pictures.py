"""The pictures of a work: taken in one by one, each refused file with its reason; described, moved, removed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.requests import SignedIn
from core.bidi import clean_line
from core.errors import SoukError
from marketplace import services
from marketplace.forms.pictures import PictureForm
from marketplace.imaging.services import store_upload
from marketplace.models import Artwork, ArtworkImage
from marketplace.models.image import IMAGES_PER_ARTWORK
from marketplace.views.studio.access import own_picture, own_work

FILES_AT_ONCE = 20
REFUSED = 422


def pictures_context(
    work: Artwork, *, bound: PictureForm | None = None, row: ArtworkImage | None = None
) -> dict[str, Any]:
    """The rows in order, each with its form; the bound one keeps what was typed."""
    rows = list(work.images.select_related("image").order_by("position"))
    return {
        "pictures": [
            {"row": one, "form": bound if bound and row and one.pk == row.pk else PictureForm(row=one)}
            for one in rows
        ],
        "limit": IMAGES_PER_ARTWORK,
    }


@login_required
@require_POST
def image_add(request: SignedIn, pk: int) -> HttpResponse:
    """Takes the good files, names the bad ones: one broken file does not cost the others."""
    work = own_work(request, pk)
    files = request.FILES.getlist("files")[:FILES_AT_ONCE]
    errors = [error for file in files if (error := _taken(request, work, file))]
    if not files:
        errors = [{"name": "", "text": _("Choose at least one file.")}]
    return _answer(request, work, file_errors=errors)


def _taken(request: SignedIn, work: Artwork, file: UploadedFile[Any]) -> dict[str, str] | None:
    try:
        image = store_upload(file=file, uploaded_by=request.user)  # type: ignore[arg-type]
        services.add_image(artwork=work, image=image, by=request.user)
    except SoukError as refusal:
        return {"name": clean_line(file.name or "")[:120], "text": refusal.text}
    return None


@login_required
@require_POST
def image_edit(request: SignedIn, pk: int) -> HttpResponse:
    row = own_picture(request, pk)
    form = PictureForm(request.POST, row=row)
    if not form.is_valid():
        return _answer(request, row.artwork, bound=form, row=row)
    services.describe_image(row=row, by=request.user, **form.cleaned_data)
    return _answer(request, row.artwork)


@login_required
@require_POST
def image_move(request: SignedIn, pk: int) -> HttpResponse:
    """Earlier, later, or off the work."""
    row = own_picture(request, pk)
    match request.POST.get("to"):
        case "earlier":
            services.move_image(row=row, position=row.position - 1, by=request.user)
        case "later":
            services.move_image(row=row, position=row.position + 1, by=request.user)
        case "delete":
            services.remove_image(row=row, by=request.user)
        case _:
            raise Http404
    return _answer(request, row.artwork)


def _answer(request: SignedIn, work: Artwork, **shown: Any) -> HttpResponse:
    """For htmx the pictures again; else back to the page, with what went wrong said at the top."""
    errors = shown.pop("file_errors", [])
    bound = shown.get("bound")
    if request.headers.get("HX-Request"):
        context = {"work": work, "file_errors": errors, **pictures_context(work, **shown)}
        status = REFUSED if errors or bound else 200
        return render(request, "marketplace/studio/partials/_pictures.html", context, status=status)
    for error in errors:
        messages.error(request, f"{error['name']}: {error['text']}" if error["name"] else error["text"])
    for texts in bound.errors.values() if bound else ():
        messages.error(request, " ".join(map(str, texts)))
    return redirect(f"{reverse('marketplace:studio-artwork-edit', args=[work.pk])}#pictures")
