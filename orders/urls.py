"""Addresses of orders, mounted at orders/."""

from __future__ import annotations

from django.urls import path

from orders.views import public

app_name = "orders"
urlpatterns = [
    path("", public.order_list, name="orders"),
    path("sales/", public.sale_list, name="sales"),
    path("<slug:number>/", public.order_detail, name="order"),
    path("<slug:number>/checkout/", public.checkout, name="checkout"),
    path("<slug:number>/pay/", public.pay, name="pay"),
    path("<slug:number>/pay/return/", public.pay_return, name="return"),
    path("<slug:number>/pay/check/", public.check, name="check"),
    path("<slug:number>/cancel/", public.cancel, name="cancel"),
    path("<slug:number>/receipt/", public.receipt, name="receipt"),
]
