"""Addresses of invoices, mounted at orders/invoices/."""

from __future__ import annotations

from django.urls import path

from orders.invoicing import views

app_name = "invoicing"
urlpatterns = [
    path("", views.invoice_list, name="invoices"),
    path("sales/", views.sale_list, name="sales"),
    path("<uuid:uuid>/", views.invoice_detail, name="invoice"),
    path("<uuid:uuid>/pdf/", views.invoice_pdf, name="pdf"),
    path("<uuid:uuid>/xml/", views.invoice_xml, name="xml"),
]
