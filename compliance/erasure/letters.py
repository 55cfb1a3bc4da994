"""Letters of the erasure room: done with its certificate, refused, a recipient's duty; notices to officers.

The letter that says "done" goes to an address that no record holds any more; the second pass takes the letter
itself away a day later.
"""

from __future__ import annotations

from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from compliance import post
from compliance.erasure import papers
from compliance.erasure.models import Certificate, Erasure, RecipientNotice

DONE: Final = "erasure.done"
REFUSED: Final = "erasure.refused"
RECIPIENT: Final = "erasure.recipient"
STOPPED: Final = "erasure.stopped"
PLACES = {
    "recipient": _("the recipient's name"),
    "number": _("the number of the erasure"),
    "request": _("the number of the request"),
}


def done(erasure: Erasure, certificate: Certificate) -> None:
    """To the address that the person used last, before it is forgotten."""
    emails = (erasure.sealed or {}).get("emails", ())
    address = _first(erasure, emails)
    if not address:
        return
    post.send_to_address(
        DONE,
        address=address,
        language=erasure.language,
        context={
            "recipient": address,
            "number": erasure.number,
            "request": erasure.request_number,
            **certificate.counts,
            "code": certificate.code,
            "url": papers.check_url(certificate.code, erasure.language),
        },
        key=f"erasure:done:{erasure.number}",
    )


def refused(erasure: Erasure) -> None:
    """Only where no request stands behind it: a request is answered by its own letter, with the ground."""
    if erasure.request_number or erasure.user is None:
        return
    post.send(
        REFUSED,
        to=erasure.user,
        context={"number": erasure.number, "reason": erasure.reason},
        key=f"erasure:refused:{erasure.number}",
    )


def stopped(erasure: Erasure) -> None:
    """To both officers: somebody has to look."""
    for officer in filter(None, (erasure.proposed_by, erasure.decided_by)):
        with override(str(getattr(officer, "language", "ar"))):
            url = reverse("erasure:erasure", args=[erasure.number])
        post.notify(
            user=officer,
            kind=STOPPED,
            context={"number": erasure.number},
            url=url,
            key=f"erasure:stopped:{erasure.number}:{officer.pk}:{erasure.steps.count()}",
        )


def tell_recipient(notice: RecipientNotice, hashes: list[str]) -> None:
    """What a recipient needs to find the person in its own books, and no address in clear."""
    erasure = notice.erasure
    post.send_to_address(
        RECIPIENT,
        address=notice.address,
        language="en",
        context={
            "recipient": notice.name,
            "number": erasure.number,
            "account": erasure.user_id or "",
            "hashes": hashes,
        },
        key=f"erasure:recipient:{notice.pk}",
    )


def _first(erasure: Erasure, emails: Any) -> str:
    """The account's own address if it is still to be read, else any of the known ones."""
    known = [str(address) for address in emails]
    return known[0] if known else ""


def register() -> None:
    """Called by ErasureConfig.ready()."""
    post.register(
        DONE,
        subject=_("Your personal data have been erased"),
        variables={
            **PLACES,
            "deleted": _("how many records were deleted"),
            "changed": _("how many records were made nameless"),
            "kept": _("how many records the law keeps"),
            "code": _("the check code of the certificate"),
            "url": _("the address of the certificate"),
        },
        sample=sample,
        bilingual=True,
    )
    post.register(
        REFUSED,
        subject=_("Your personal data have not been erased"),
        variables={**PLACES, "reason": _("the reason")},
        sample=sample,
        bilingual=True,
    )
    post.register(
        RECIPIENT,
        subject=_("Erase the personal data that you received from us"),
        variables={
            **PLACES,
            "account": _("the number of the account"),
            "hashes": _("hashes of the addresses"),
        },
        sample=sample,
        bilingual=True,
    )
    post.register_notice(
        STOPPED, text=_("The erasure %(number)s has stopped. Look at what is in its way."), icon="alert"
    )


def sample(language: str) -> dict[str, Any]:
    """The facts of a preview."""
    code = "ER-2026-000012-7KQ2M9ABCD"
    return {
        "recipient": "lamia@example.com",
        "number": "ER-2026-000012",
        "request": "DR-2026-000123",
        "deleted": 42,
        "changed": 7,
        "kept": 12,
        "code": code,
        "url": papers.check_url(code, language),
        "reason": "A legal hold stands on these records.",
        "account": 4711,
        "hashes": ["4f1c0d7a9be2"],
    }
