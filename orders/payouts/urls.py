"""Addresses of the seller's money desk, mounted at sales/payouts/."""

from __future__ import annotations

from django.urls import path, register_converter

from orders.payouts.views import accounts, desk, legal, statements


class Ending:
    """How a file's name ends."""

    regex = "csv|pdf|xlsx"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Ending, "payouts_ending")

app_name = "payouts"
urlpatterns = [
    path("", desk.home, name="home"),
    path("entries/", desk.entries, name="entries"),
    path("entries.csv", desk.entries_csv, name="entries_csv"),
    path("sent/", desk.payouts, name="payouts"),
    path("account/", accounts.account, name="account"),
    path("legal/", legal.legal, name="legal"),
    path("orders.<payouts_ending:ending>", desk.orders_export, name="orders_export"),
    path("statements/", statements.statements, name="statements"),
    path("statements/<int:year>-<int:month>-<slug:currency>/", statements.statement, name="statement"),
    path(
        "statements/<int:year>-<int:month>-<slug:currency>.<payouts_ending:ending>",
        statements.statement_file,
        name="statement_file",
    ),
]
