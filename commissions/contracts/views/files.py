"""Private pictures and the printed contract, to those who may have them, and kept by nobody on the way."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_safe

from accounts.requests import SignedIn
from commissions.contracts import papers, pictures, queries, rules
from commissions.contracts.models import Evidence, SubmissionImage
from commissions.contracts.views.access import contract_of

SIZES = ("preview", "view", "full")


@require_safe
@login_required
def picture(request: SignedIn, pk: int, size: str) -> HttpResponse:
    """The marked preview to both sides; without the mark by acceptance, in the size of the licence."""
    mine = queries.milestones_of(request.user).values("pk")
    rows = SubmissionImage.objects.select_related("submission__milestone__contract")
    found = get_object_or_404(rows, pk=pk, submission__milestone__in=mine)
    milestone = found.submission.milestone
    party = rules.party_of(request.user, milestone.contract)
    if size not in SIZES or not _may(size, rules.may_see_full(party, milestone), milestone.contract.licence):
        raise Http404
    return _jpeg(getattr(found, size), f"{milestone.contract_id}-{found.pk}-{size}", save=size == "full")


def _may(size: str, full: bool, licence: str) -> bool:  # noqa: FBT001  a table of three sizes
    return {"preview": True, "view": full, "full": full and rules.large_files(licence)}[size]


@require_safe
@login_required
def evidence(request: SignedIn, pk: int, evidence: int) -> HttpResponse:
    contract, _party = contract_of(request, pk)
    found = get_object_or_404(Evidence, pk=evidence, dispute__contract=contract, path__gt="")
    return _jpeg(found.path, f"{contract.pk}-{found.pk}")


@require_GET
@login_required
def paper(request: SignedIn, pk: int, number: int) -> HttpResponse:
    """A version as a file to keep, in both languages."""
    contract, _party = contract_of(request, pk)
    found = get_object_or_404(contract.versions.prefetch_related("acceptances"), number=number)
    response = HttpResponse(
        papers.contract(contract, found, language=(get_language() or "ar")[:2]),
        content_type="application/pdf",
    )
    name = f"{contract.commission.number}-v{found.number}.pdf"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _jpeg(path: str, name: str, *, save: bool = False) -> HttpResponse:
    try:
        data = pictures.load(path)
    except FileNotFoundError as error:
        raise Http404 from error
    response = HttpResponse(data, content_type="image/jpeg")
    response["Cache-Control"] = "private, max-age=3600"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Disposition"] = f'{"attachment" if save else "inline"}; filename="{name}.jpg"'
    return response
