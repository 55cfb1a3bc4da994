"""The question after the first sign-up: what brings you here?"""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts import queries, services
from accounts.enums import Role
from accounts.forms import RoleForm
from accounts.requests import SignedIn
from accounts.views.redirects import next_or_desk
from core.errors import SoukError


@login_required
def choose(request: SignedIn) -> HttpResponse:
    initial = {"role": Role.COLLECTOR, "name": request.user.name or ""}
    form = RoleForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and _take(request, form):
        messages.success(request, _("Welcome to Art Souk."))
        return redirect(next_or_desk(request))
    context = {"form": form, "held": queries.roles_of(request.user), "next": request.GET.get("next", "")}
    return render(request, "accounts/role_choose.html", context)


def _take(request: SignedIn, form: RoleForm) -> bool:
    """The name and the role, or neither; False when the house refuses, with its reason in the form."""
    user, chosen = request.user, form.cleaned_data
    changes = services.name_columns(chosen["name"])
    if chosen["zone"] and not queries.roles_of(user):
        changes["time_zone"] = chosen["zone"]
    try:
        with transaction.atomic():
            services.update_profile(user=user, **changes)
            services.grant_role(user=user, role=Role(chosen["role"]), by=user, studio=form.studio)
    except SoukError as refused:
        form.add_error(None, refused.text)
        return False
    return True
