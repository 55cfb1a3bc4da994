"""The one-time page on which the first administrator is made."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts import queries, services
from accounts.exceptions import SetupClosed, SetupKeyWrong
from accounts.forms import SetupForm
from accounts.models import User


@never_cache
@sensitive_post_parameters("password", "token")
def first_admin(request: HttpRequest) -> HttpResponse:
    if queries.admin_exists():
        raise Http404
    form = SetupForm(request.POST or None, initial={"token": request.GET.get("key", "")})
    if request.method == "POST" and form.is_valid() and (admin := _made(form)):
        get_adapter(request).login(request, admin)
        messages.success(
            request, _("You are the administrator. Now protect your account with a second factor.")
        )
        return redirect("mfa_index")
    return render(request, "accounts/setup_first_admin.html", {"form": form})


def _made(form: SetupForm) -> User | None:
    try:
        return services.create_first_admin(**form.cleaned_data, language=(get_language() or "ar")[:2])
    except SetupKeyWrong as refused:
        form.add_error(None, refused.text)
        return None
    except SetupClosed as closed:
        raise Http404 from closed
