"""Mail: kept in the database by default, sent through SendGrid when a key is given."""

from __future__ import annotations

from config import env

SENDGRID_API_KEY = env.text("SENDGRID_API_KEY", "")
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "Art Souk <noreply@artsouk.example>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
