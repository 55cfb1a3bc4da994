"""Each address answers from the first hour on; the rooms behind them are being hung."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def opening(request: HttpRequest, **named: str | int) -> HttpResponse:
    return render(request, "marketplace/opening.html")
