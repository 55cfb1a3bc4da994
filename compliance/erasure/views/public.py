"""The check of a certificate: number, day, counts, and nobody's name."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from compliance.erasure import papers
from compliance.erasure.models import Certificate


@require_safe
def check(request: HttpRequest, code: str) -> HttpResponse:
    """Anybody who has the code may know that the erasure took place; a guessed one is 404."""
    found = get_object_or_404(
        Certificate.objects.defer("pdf_ar", "pdf_en").select_related("erasure").defer("erasure__sealed"),
        code=code,
    )
    context = {"certificate": found, "number": found.erasure.number, "kept": papers.laws_of(found.kept)}
    response = render(request, "erasure/certificate_check.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def paper(request: HttpRequest, code: str, language: str) -> HttpResponse:
    if language not in papers.LANGUAGES:
        raise Http404
    found = get_object_or_404(Certificate.objects.select_related("erasure"), code=code)
    content = bytes(found.pdf_ar if language == "ar" else found.pdf_en)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{found.erasure.number}-{language}.pdf"'
    response["X-Robots-Tag"] = "noindex"
    return response
