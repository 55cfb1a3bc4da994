"""Mail: kept in the database by default, sent through SendGrid when a key is given."""

from __future__ import annotations

from config import env

# Everything that Django or allauth sends goes through our queue as well.
EMAIL_BACKEND = "mailing.backend.QueueBackend"
SENDGRID_API_KEY = env.text("SENDGRID_API_KEY", "")
SENDGRID_HOST = env.text("SENDGRID_HOST", "https://api.sendgrid.com")
SENDGRID_WEBHOOK_KEY = env.text("SENDGRID_WEBHOOK_KEY", "")  # their public key, as their page shows it
SENDGRID_TIMEOUT = env.integer("SENDGRID_TIMEOUT", 10)  # seconds; BATCH of them must fit into the LEASE
MAIL_PROVIDERS = {
    "kept": "mailing.providers.kept.KeptProvider",
    "sendgrid": "mailing.providers.sendgrid.SendGridProvider",
}
MAIL_PROVIDER = env.text("MAIL_PROVIDER", "sendgrid" if SENDGRID_API_KEY else "kept")
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "Art Souk <noreply@artsouk.example>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
