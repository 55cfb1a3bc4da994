"""M-Pesa: the number of the telephone on which we ask."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedIn
from core.errors import SoukError
from orders.models import Payment
from orders.payments import services
from orders.payments.models import PhoneCharge
from orders.payments.views.found import orders_of, own_payment, way_back


@require_http_methods(["GET", "POST"])
@login_required
def page(request: SignedIn, reference: str) -> HttpResponse:
    payment = own_payment(request, reference, "mpesa")
    error, typed = "", request.POST.get("phone", "")
    if request.method == "POST":
        try:
            services.ask_phone(payment=payment, phone=typed)
        except SoukError as refusal:
            error = refusal.text
        else:
            return redirect("payments:phone", reference)
    if not payment.status.open:
        return redirect(way_back(payment))
    context = {
        "payment": payment,
        "orders": orders_of(payment),
        "charge": PhoneCharge.objects.filter(payment=payment).first(),
        "typed": typed or _known(payment),
        "error": error,
    }
    return render(request, "payments/phone_detail.html", context, status=400 if error else 200)


def _known(payment: Payment) -> str:
    """The number of the delivery or billing address, where it is one of Kenya."""
    for order in orders_of(payment):
        for address in (order.bill_to, order.ship_to):
            phone = str((address or {}).get("phone", ""))
            if phone.startswith("+254"):
                return phone
    return ""
