"""The letter to a guardian: what the young person asks for, the link, the code; in both languages."""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from compliance import post
from compliance.consents import registry
from compliance.consents.models import GuardianRequest

ASK: Final = "consents.guardian"
SALT: Final = "consents.guardian"
PLACES = {
    "recipient": _("the recipient's name"),
    "child": _("the young person's name"),
    "titles_ar": _("what is asked for, in Arabic"),
    "titles_en": _("what is asked for, in English"),
    "code": _("the code"),
    "url": _("the address of the page"),
}


def register() -> None:
    """Called by ConsentsConfig.ready()."""
    post.register(
        ASK,
        subject=_("Your agreement as a parent or guardian is asked for"),
        variables=PLACES,
        sample=sample,
        bilingual=True,
    )


def ask(request: GuardianRequest, code: str) -> None:
    """In the caller's transaction, once."""
    row = request.guardianship
    post.send_to_address(
        ASK,
        address=row.guardian_email,
        language=str(row.child.language),
        context={
            "recipient": row.guardian_name or row.guardian_email,
            "child": row.child.get_full_name(),
            **_titles(request.purposes),
            "code": code,
            "url": page_of(request),
        },
        key=f"consents:guardian:{request.pk}",
    )


def page_of(request: GuardianRequest) -> str:
    """The guardian's page, for the letter; it asks for the code as well."""
    with override(str(request.guardianship.child.language)):
        path = reverse("consents:guardian", args=[token_of(request)])
    return f"{settings.SITE_URL}{path}"


def token_of(request: GuardianRequest) -> str:
    return signing.dumps(request.pk, salt=SALT)


def request_of(token: str) -> GuardianRequest | None:
    """The question that a link is about; None for a link that is not ours."""
    try:
        pk = int(signing.loads(token, salt=SALT))
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return GuardianRequest.objects.select_related("guardianship__child").filter(pk=pk).first()


def sample(language: str) -> dict[str, Any]:
    """The facts of a preview."""
    return {
        "recipient": "سعاد الراشد" if language == "ar" else "Suad Alrashid",
        "child": "لمياء الراشد" if language == "ar" else "Lamia Alrashid",
        **_titles([one.code for one in registry.purposes()][:2]),
        "code": "482915",
        "url": f"{settings.SITE_URL}/privacy/consents/guardian/",
    }


def _titles(codes: list[str]) -> dict[str, str]:
    found = [registry.purpose(code) for code in codes if registry.known(code)]
    return {
        f"titles_{language}": comma.join(one.wording(language).title for one in found)
        for language, comma in (("ar", "، "), ("en", ", "))
    }
