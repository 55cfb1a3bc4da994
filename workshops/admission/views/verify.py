"""Anybody with the code of a certificate may see whether it stands: name, course, dates, and nothing else."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET
from django_ratelimit.decorators import ratelimit

from core.digits import western
from workshops.admission.exceptions import CertificateMissing, TooFast
from workshops.admission.forms import CodeForm
from workshops.admission.models import Certificate

TRIES = "60/m"


@require_GET
@ratelimit(key="ip", rate=TRIES, block=False)
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """Raises CertificateMissing, TooFast."""
    if getattr(request, "limited", False):
        raise TooFast
    found = Certificate.objects.filter(code=_plain(code)).first()
    if found is None:
        raise CertificateMissing
    response = render(request, "admission/certificate_verify.html", {"certificate": found})
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "no-store"
    return response


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    form = CodeForm(request.GET or None)
    if form.is_bound and form.is_valid() and (plain := _plain(form.cleaned_data["code"])):
        return redirect("admission:verify", plain)
    return render(request, "admission/certificate_search.html", {"form": form})


def _plain(code: str) -> str:
    """As it may be typed: blanks, dashes, small letters, Arabic digits, O for nought, I and L for one."""
    return re.sub(r"[^0-9A-Z]", "", western(code).upper()).translate(str.maketrans("OIL", "011"))[:16]
