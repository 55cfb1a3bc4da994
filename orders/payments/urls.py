"""Addresses of this room, mounted at orders/pay/."""

from __future__ import annotations

from django.urls import path

from orders.payments.views import buyer, direct, phone, sandbox, staff, statement, transfer

app_name = "payments"
urlpatterns = [
    path("methods/", direct.methods, name="methods"),
    path("methods/<int:pk>/", direct.method, name="method"),
    path("methods/<int:pk>/switch/", direct.switch, name="switch"),
    path("proof/<int:pk>/", transfer.proof, name="proof"),
    path("staff/", staff.providers, name="providers"),
    path("staff/transfers/", staff.transfers, name="transfers"),
    path("staff/transfers/<int:pk>/", staff.transfer, name="transfer_staff"),
    path("staff/statement/", statement.upload, name="statement"),
    path("staff/refunds/", staff.refunds, name="refunds"),
    path("staff/refunds/<int:pk>/", staff.refund, name="refund"),
    path("staff/messages/<int:pk>/again/", staff.again, name="again"),
    path("staff/sandbox/<slug:reference>/", sandbox.refund, name="sandbox_refund"),
    path("sandbox/<slug:reference>/", sandbox.bank, name="sandbox"),
    path("sandbox/<slug:reference>/code/", sandbox.code, name="sandbox_code"),
    path("transfer/<slug:reference>/", transfer.page, name="transfer"),
    path("direct/<slug:reference>/", direct.page, name="direct"),
    path("direct/<slug:reference>/decide/", direct.decide, name="decide"),
    path("phone/<slug:reference>/", phone.page, name="phone"),
    path("<slug:reference>/leaving/", buyer.leaving, name="leaving"),
    path("<slug:reference>/return/", buyer.returned, name="returned"),
]
