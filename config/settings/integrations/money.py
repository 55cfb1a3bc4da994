"""Who we are on invoices and where sellers' money goes out from. The defaults are the demonstration's."""

from __future__ import annotations

from config import env

PLATFORM = {
    "name_ar": env.text("PLATFORM_NAME_AR", "شركة سوق الفن للتجارة"),
    "name_en": env.text("PLATFORM_NAME_EN", "Art Souk Trading Company"),
    "vat_number": env.text("PLATFORM_VAT_NUMBER", "310448211700003"),
    "register": "CRN",
    "registration_number": env.text("PLATFORM_REGISTRATION_NUMBER", "1010784512"),
    "country": "SA",
    "iban": env.text("PLATFORM_IBAN", "SA0380000000608010167519"),
    "bank_name": env.text("PLATFORM_BANK_NAME", "Al Rajhi Bank"),
    "address": {
        "name": env.text("PLATFORM_NAME_AR", "شركة سوق الفن للتجارة"),
        "phone": env.text("PLATFORM_PHONE", "+966112345678"),
        "country": "SA",
        "line1": env.text("PLATFORM_STREET", "طريق الأمير محمد بن سعد"),
        "district": env.text("PLATFORM_DISTRICT", "الملقا"),
        "city": env.text("PLATFORM_CITY", "الرياض"),
        "postcode": env.text("PLATFORM_POSTCODE", "13524"),
        "building": env.text("PLATFORM_BUILDING", "4471"),
        "additional": env.text("PLATFORM_ADDITIONAL", "7602"),
    },
}

SANDBOX_PAYMENTS = env.flag("SANDBOX_PAYMENTS", default=True)
