"""The test bank's own pages: it does what its visitor chooses."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import SignedIn
from core.digits import western
from orders.payments import services
from orders.payments.enums import SandboxRefundAnswer, Scenario
from orders.payments.models import SandboxCharge, SandboxRefund
from orders.payments.services.sandboxes import CODE, MAX_TRIES
from orders.payments.views.found import orders_of, own_payment, staff_only, way_back


@require_http_methods(["GET", "POST"])
@login_required
def bank(request: SignedIn, reference: str) -> HttpResponse:
    payment = own_payment(request, reference, "sandbox")
    charge = get_object_or_404(SandboxCharge, reference=reference)
    choice, refunds = request.POST.get("answer", ""), request.POST.get("refunds", SandboxRefundAnswer.DONE)
    known = choice in Scenario.values and refunds in SandboxRefundAnswer.values
    if request.method == "POST" and known:
        services.choose(reference=reference, scenario=Scenario(choice), refunds=SandboxRefundAnswer(refunds))
        if choice == Scenario.CHALLENGE:
            return redirect("payments:sandbox_code", reference)
        return redirect("payments:returned", reference)
    context = {
        "payment": payment,
        "orders": orders_of(payment),
        "back": way_back(payment),
        "charge": charge,
        "answers": Scenario,
        "refunds": SandboxRefundAnswer,
    }
    return render(request, "payments/sandbox_bank.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def code(request: SignedIn, reference: str) -> HttpResponse:
    """The challenge of 3-D Secure."""
    payment = own_payment(request, reference, "sandbox")
    charge = get_object_or_404(SandboxCharge, reference=reference)
    wrong = False
    if request.method == "POST":
        typed = western(request.POST.get("code", "")).strip()
        charge = services.enter_code(reference=reference, typed=typed)
        wrong = charge.answer == Scenario.CHALLENGE
    if charge.answer != Scenario.CHALLENGE:
        return redirect(reverse("payments:returned", args=[reference]))
    context = {
        "payment": payment,
        "orders": orders_of(payment),
        "code": CODE,
        "wrong": wrong,
        "left": MAX_TRIES - charge.tries,
    }
    return render(request, "payments/sandbox_code.html", context)


@require_POST
@staff_only
def refund(request: SignedIn, reference: str) -> HttpResponse:
    """Staff let the test bank decide on a refund that it had left open."""
    row = get_object_or_404(SandboxRefund, reference=reference)
    answer = request.POST.get("answer", "")
    if answer not in {SandboxRefundAnswer.DONE, SandboxRefundAnswer.REFUSED}:
        raise Http404
    services.speak(refund=row.reference, answer=SandboxRefundAnswer(answer))
    messages.success(request, _("The test bank has been told."))
    return redirect("payments:providers")
