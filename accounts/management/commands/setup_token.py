"""`manage.py setup_token`: where the first administrator is made; nothing once there is one."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.management.base import BaseCommand
from django.urls import reverse

from accounts import services


class Command(BaseCommand):
    help = "Print a fresh one-time address for making the first administrator; nothing when there is one."

    def handle(self, *_args: Any, **_options: Any) -> None:
        token = services.make_setup_token()
        if token:
            self.stdout.write(f"{settings.SITE_URL}{reverse('accounts:setup')}?{urlencode({'key': token})}")
