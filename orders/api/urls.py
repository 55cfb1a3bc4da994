"""Addresses of orders in the API."""

from __future__ import annotations

from django.urls import path

from orders.api import views

urlpatterns = [
    path("orders/", views.OrderList.as_view(), name="orders"),
    path("orders/<slug:number>/", views.OrderDetail.as_view(), name="order"),
    path("orders/<slug:number>/payments/", views.OrderPayments.as_view(), name="order-payments"),
    path("orders/<slug:number>/check/", views.OrderCheck.as_view(), name="order-check"),
    path("orders/<slug:number>/cancel/", views.OrderCancel.as_view(), name="order-cancel"),
    path("orders/<slug:number>/receipt/", views.OrderReceipt.as_view(), name="order-receipt"),
    path("sales/", views.SaleList.as_view(), name="sales"),
    path("addresses/", views.AddressList.as_view(), name="addresses"),
    path("addresses/<int:pk>/", views.AddressDetail.as_view(), name="address"),
]
