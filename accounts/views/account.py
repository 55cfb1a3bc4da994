"""A person's own account: overview, profile, sessions."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import queries, services
from accounts.cookies import keep_language, keep_theme
from accounts.exceptions import SessionUnknown
from accounts.forms import ProfileForm
from accounts.requests import SignedIn


@login_required
def home(request: SignedIn) -> HttpResponse:
    context = {"security": queries.security_of(request.user), "roles": request.user.role_grants.all()}
    return render(request, "accounts/account_home.html", context)


@login_required
def profile(request: SignedIn) -> HttpResponse:
    form = ProfileForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        user = services.update_profile(user=request.user, **form.cleaned_data)
        with translation.override(user.language):
            messages.success(request, _("Your profile is saved."))
            response = redirect("accounts:profile")
        keep_language(response, user.language)
        keep_theme(response, user.theme)
        return response
    return render(request, "accounts/profile_edit.html", {"form": form})


@login_required
@require_POST
def session_end(request: SignedIn, pk: int) -> HttpResponseBase:
    try:
        services.end_session(user=request.user, session_id=pk)
        messages.success(request, _("That session is signed out."))
    except SessionUnknown as gone:
        messages.error(request, gone.text)
    return redirect("usersessions_list")


@login_required
@require_POST
def sessions_end(request: SignedIn) -> HttpResponseBase:
    """Everywhere, here too: the way out when a phone is lost or a password was read."""
    services.end_all_sessions(user=request.user, by=request.user)
    logout(request)
    messages.success(request, _("You are signed out on all devices."))
    return redirect("account_login")
