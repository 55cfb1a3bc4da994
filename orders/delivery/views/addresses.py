"""The address book of the person who looks at it; anybody else's is not there."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.requests import SignedIn
from core.errors import SoukError
from orders.addresses import AddressInvalid, PostalAddress
from orders.delivery import queries, services
from orders.delivery.forms import AddressForm, BookForm
from orders.delivery.models import Address
from orders.delivery.services.addresses import LIMIT

CHANGED = "change_country"


@require_GET
@login_required
def address_list(request: SignedIn) -> HttpResponse:
    addresses = list(queries.addresses_of(request.user))
    context = {"addresses": addresses, "limit": LIMIT, "full": len(addresses) >= LIMIT}
    return render(request, "delivery/address_list.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def address_add(request: SignedIn) -> HttpResponse:
    return _edit(request, None)


@require_http_methods(["GET", "POST"])
@login_required
def address_edit(request: SignedIn, pk: int) -> HttpResponse:
    return _edit(request, _own(request, pk))


@require_http_methods(["GET", "POST"])
@login_required
def address_delete(request: SignedIn, pk: int) -> HttpResponse:
    """Asks first."""
    address = _own(request, pk)
    if request.method == "GET":
        return render(request, "delivery/address_delete.html", {"address": address})
    services.delete_address(user=request.user, address=address)
    messages.success(request, _("The address is deleted. Your orders keep the one they were sent to."))
    return redirect("delivery:addresses")


@require_POST
@login_required
def address_default(request: SignedIn, pk: int) -> HttpResponse:
    services.make_default(user=request.user, address=_own(request, pk))
    return redirect("delivery:addresses")


@require_POST
def address_fields(request: HttpRequest) -> HttpResponse:
    """The fields of the country in the data, filled with what is typed: for the page's script. Writes nothing."""
    prefix = request.POST.get("prefix") or None
    return render(request, "delivery/partials/_address_fields.html", {"form": redrawn(request.POST, prefix)})


def redrawn(data: Any, prefix: str | None = None) -> AddressForm:
    """Another country was chosen: its fields, with what was typed so far, and nothing complained of yet."""
    values = {name: data.get(f"{prefix}-{name}" if prefix else name, "") for name in _NAMES}
    return AddressForm(address=PostalAddress.from_dict(values), prefix=prefix)


_NAMES = tuple(PostalAddress.__dataclass_fields__)


def _edit(request: SignedIn, address: Address | None) -> HttpResponse:
    form = _form(request, address)
    if request.method == "POST" and CHANGED not in request.POST and form.is_valid():
        try:
            services.save_address(
                user=request.user,
                values=form.postal,
                label=form.cleaned_data["label"],
                is_default=form.cleaned_data["is_default"],
                address=address,
            )
        except AddressInvalid as problem:  # what the form has let through, the service may still refuse
            for name, words in problem.problems.items():
                form.add_error(name if name in form.fields else None, str(words))
        except SoukError as error:
            form.add_error(None, error.text)
        else:
            messages.success(request, _("The address is saved."))
            return redirect(_back(request) or "delivery:addresses")
    context = {"form": form, "address": address, "next": _back(request)}
    return render(request, "delivery/address_edit.html", context)


def _form(request: SignedIn, address: Address | None) -> BookForm:
    label, usual = (address.label, address.is_default) if address else ("", False)
    if request.method == "GET":
        person = {"name": request.user.get_full_name()} if address is None else {}
        start = address.postal if address else PostalAddress.from_dict(person)
        country = request.GET.get("country", "") or (str(request.user.country) if address is None else "")
        return BookForm(address=start, country=country, label=label, is_default=usual)
    if CHANGED in request.POST:
        values = PostalAddress.from_dict({name: request.POST.get(name, "") for name in _NAMES})
        label, usual = request.POST.get("label", ""), "is_default" in request.POST
        return BookForm(address=values, label=label, is_default=usual)
    return BookForm(request.POST, label=label, is_default=usual)


def _own(request: SignedIn, pk: int) -> Address:
    found: Address = get_object_or_404(queries.addresses_of(request.user), pk=pk)
    return found


def _back(request: HttpRequest) -> str:
    """Where the person came from, if it is one of our own pages."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours else ""
