"""Mail and notices of the copies: it is ready, the link for somebody without an account, the one-time code."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from compliance import post
from compliance.copies.models import Copy

PLACES = {
    "recipient": _("the recipient's name"),
    "until": _("until when the file can be downloaded"),
    "records": _("how many records the copy holds"),
    "url": _("the address of the download page"),
}
CODE_PLACES = {"recipient": _("the recipient's name"), "number": _("the one-time code")}
SAMPLE_CODE = "0b5a8c9e-6d1f-4c3a-9f52-1d2e3f405162"


def tell_ready(copy: Copy) -> None:
    """Mail and notice to the account; the mail leads to a page that asks who they are."""
    facts = _facts(copy, _page("copies:copy", copy.code))
    person: Any = copy.user
    post.send("copies.ready", to=person, context=facts, key=f"copy:{copy.pk}:ready")
    with override(person.language):
        url = reverse("copies:copy", args=[copy.code])
    post.notify(user=person, kind="copies.ready", context={}, url=url, key=f"copy:{copy.pk}:ready")


def send_link(copy: Copy, token: str) -> None:
    """The only place in which the link is ever written; without it nothing opens the file."""
    post.send_to_address(
        "copies.link",
        address=copy.address,
        language=copy.language,
        context=_facts(copy, _page("copies:link", token)),
        key=f"copy:{copy.pk}:link",
    )


def send_code(copy: Copy, number: str) -> None:
    assert copy.code_until is not None  # noqa: S101  set with the code
    post.send_to_address(
        "copies.code",
        address=copy.address,
        language=copy.language,
        context={"number": number},
        key=f"copy:{copy.pk}:code:{copy.code_until:%Y%m%d%H%M%S%f}",
    )


def register() -> None:
    """Called by CopiesConfig.ready()."""
    ready, link = _("The copy of your data is ready"), _("Your link to the copy of your data")
    post.register("copies.ready", subject=ready, variables=PLACES, sample=_sample, bilingual=True)
    post.register("copies.link", subject=link, variables=PLACES, sample=_sample, bilingual=True)
    code = _("Your code for the copy of your data")
    post.register(
        "copies.code", subject=code, variables=CODE_PLACES, sample={"number": "482913"}, bilingual=True
    )
    post.register_notice("copies.ready", text=_("The copy of your data is ready to download."), icon="check")


def _facts(copy: Copy, url: Any) -> dict[str, Any]:
    return {"until": copy.expires_at, "records": copy.records, "url": url}


def _sample(language: str) -> dict[str, Any]:
    del language
    until = datetime(2026, 12, 6, 17, 0, tzinfo=UTC)
    return {"until": until, "records": 214, "url": _page("copies:copy", SAMPLE_CODE)}


def _address(view: str, argument: str) -> str:
    return f"{settings.SITE_URL}{reverse(view, args=[argument])}"


def _page(view: str, argument: Any) -> Any:
    """The page's address in the language in which the letter is being written."""
    return lazy(_address, str)(view, str(argument))
