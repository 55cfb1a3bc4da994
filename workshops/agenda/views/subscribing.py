"""The page of one's own calendar address: made, changed, switched off."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import SignedIn
from core.errors import SoukError
from workshops.agenda import queries, services
from workshops.agenda.forms import KeyForm
from workshops.agenda.services.keys import address_of


@never_cache
@require_http_methods(["GET", "POST"])
@login_required
@sensitive_variables("secret", "address")
def subscribe(request: SignedIn) -> HttpResponse:
    """POST makes an address and shows it in its answer, this once."""
    form = KeyForm(request.POST or None, initial={"language": get_language()})
    address = ""
    if request.method == "POST" and form.is_valid():
        _key, secret = services.make_key(user=request.user, language=form.cleaned_data["language"])
        address = address_of(secret)
    return render(request, "agenda/key_page.html", {"form": form, "address": address, **_context(request)})


@require_POST
@login_required
def switch_off(request: SignedIn) -> HttpResponse:
    try:
        services.remove_key(user=request.user)
    except SoukError as refusal:
        messages.error(request, refusal.text)
    else:
        messages.success(request, _("Switched off: programs that used the address no longer get anything."))
    return redirect("agenda:subscribe")


def _context(request: SignedIn) -> dict[str, Any]:
    language = get_language() or "ar"
    public = f"{settings.SITE_URL}{reverse('calendars:everything')}?lang={language}"
    return {
        "key": queries.key_of(request.user),
        "public": public,
        "public_webcal": f"webcal://{public.partition('://')[2]}",
    }
