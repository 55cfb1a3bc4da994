"""Filing invoices with the tax authority. Without a unit of our own, documents wait, and say so.

The platform's key, certificate and API secrets come from onboarding; those of sellers for whom we issue lie in
ZATCA_UNITS, one file a VAT number: {"private_key": ..., "certificate": ..., "token": ..., "secret": ...}.
"""

from __future__ import annotations

from config import env

ZATCA_API = env.text("ZATCA_API", "https://gw-fatoora.zatca.gov.sa/e-invoicing/core").rstrip("/")
ZATCA_TIMEOUT = env.integer("ZATCA_TIMEOUT", 20)  # seconds
ZATCA_PRIVATE_KEY = env.text("ZATCA_PRIVATE_KEY", "")
ZATCA_CERTIFICATE = env.text("ZATCA_CERTIFICATE", "")
ZATCA_TOKEN = env.text("ZATCA_TOKEN", "")
ZATCA_SECRET = env.text("ZATCA_SECRET", "")
ZATCA_UNITS = env.text("ZATCA_UNITS", "")

# Units of the issuer's currency for one of another, where the data has none: KWD=12.21,EUR=4.05
INVOICE_RATES: dict[str, str] = dict(pair.split("=", 1) for pair in env.words("INVOICE_RATES") if "=" in pair)
