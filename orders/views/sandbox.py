"""The bank's own page, in the sandbox: it does what its visitor chooses."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedIn
from orders import services
from orders.models import Payment, SandboxCharge
from orders.payments import sandbox


@require_http_methods(["GET", "POST"])
@login_required
def bank(request: SignedIn, number: str, reference: str) -> HttpResponse:
    payment, charge = _charge(request, number, reference)
    choice = request.POST.get("answer", "")
    if request.method == "POST" and choice in sandbox.Answer.values:
        _answered(charge, payment, sandbox.Answer(choice))
        return redirect("orders:return", number)
    context = {
        "order": payment.orders.get(number=number),
        "payment": payment,
        "charge": charge,
        "answers": sandbox.Answer,
    }
    return render(request, "orders/payment_sandbox.html", context)


def _charge(request: SignedIn, number: str, reference: str) -> tuple[Payment, SandboxCharge]:
    payments = Payment.objects.filter(buyer=request.user)
    payment = get_object_or_404(payments, reference=reference, orders__number=number)
    return payment, get_object_or_404(SandboxCharge, reference=reference)


def _answered(charge: SandboxCharge, payment: Payment, choice: sandbox.Answer) -> None:
    """The bank sends its message at once, the way a webhook comes; a silent bank sends none."""
    charge = sandbox.answer(charge=charge, choice=choice)
    if charge.answer == sandbox.Answer.SILENT:
        services.mark_silent(payment=payment)
    else:
        services.settle_payment(report=sandbox.report_of(charge))
