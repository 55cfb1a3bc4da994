"""`manage.py load_rates`: the price list of the house, when there is none in use."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from orders.delivery.services import load_house_rates


class Command(BaseCommand):
    help = "Loads the house's delivery rates from data/rates.toml when no list of the house is in use."

    def handle(self, *args: Any, **options: Any) -> None:
        del args, options
        card = load_house_rates()
        self.stdout.write(f"In use: {card.name}, {card.rates.count()} rates.")
