"""On the way to a provider, and back."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from accounts.requests import SignedIn
from orders import services
from orders.payments import links
from orders.payments.views.found import orders_of, own_payment, way_back
from orders.providers import provider


@require_GET
@login_required
def leaving(request: SignedIn, reference: str) -> HttpResponse:
    """The last page of ours before the provider's: it leads on by itself, and by a link."""
    payment = own_payment(request, reference)
    try:
        url, code = links.destination(request.GET.get("to", ""))
    except signing.BadSignature:
        raise Http404 from None
    if code != payment.provider or not payment.status.open:
        return redirect(way_back(payment))
    context = {"payment": payment, "orders": orders_of(payment), "url": url, "name": provider(code).name}
    answer = render(request, "payments/payment_leaving.html", context)
    answer["Refresh"] = f"0;url={url}"
    return answer


@require_GET
@login_required
def returned(request: SignedIn, reference: str) -> HttpResponse:
    """Back from the provider. The browser's word counts for nothing: the provider is asked."""
    payment = own_payment(request, reference)
    if payment.status.open:
        services.check_payment(payment=payment)
    return redirect(way_back(own_payment(request, reference)))
