"""Who answers for personal data: the controller and the officer named in records and notices.

The defaults are the demonstration's; production asks for the real ones (see `production.py`).
"""

from __future__ import annotations

from config import env

CONTROLLER = {
    "name_ar": env.text("CONTROLLER_NAME_AR", "شركة سوق الفن للتجارة"),
    "name_en": env.text("CONTROLLER_NAME_EN", "Art Souk Trading Company"),
    "registration_number": env.text("CONTROLLER_REGISTRATION_NUMBER", "1010784512"),
    "address_ar": env.text("CONTROLLER_ADDRESS_AR", "4471 طريق الأمير محمد بن سعد، الملقا، الرياض 13524"),
    "address_en": env.text(
        "CONTROLLER_ADDRESS_EN", "4471 Prince Mohammed bin Saad Road, Al Malqa, Riyadh 13524, Saudi Arabia"
    ),
    "email": env.text("CONTROLLER_EMAIL", "privacy@artsouk.example"),
    "phone": env.text("CONTROLLER_PHONE", "+966112345678"),
}
PRIVACY_OFFICER = {
    "name_ar": env.text("PRIVACY_OFFICER_NAME_AR", "مسؤول حماية البيانات الشخصية"),
    "name_en": env.text("PRIVACY_OFFICER_NAME_EN", "The data protection officer"),
    "email": env.text("PRIVACY_OFFICER_EMAIL", "privacy@artsouk.example"),
    "phone": env.text("PRIVACY_OFFICER_PHONE", "+966112345679"),
}
# Where our machines stand and who runs them: a recipient in the records as soon as it is named.
HOSTING_PROVIDER = env.text("HOSTING_PROVIDER", "")
HOSTING_COUNTRY = env.text("HOSTING_COUNTRY", "SA").upper()
