"""What the boxes of the sign-up page become."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import get_language

from compliance.consents.origins import origin_of
from compliance.consents.parties import Party
from compliance.consents.services.giving import give
from compliance.consents.services.guarding import name_guardian, prepare_question

if TYPE_CHECKING:
    from compliance.consents.forms import SignupConsents


@transaction.atomic
def take(*, request: HttpRequest, user: Any, form: SignupConsents) -> None:
    """Consents of a person of age at once; those of a young one become a question to the guardian."""
    if form.is_young:
        data = form.cleaned_data
        name_guardian(
            child=user,
            birth_date=data["birth_date"],
            guardian_email=data["guardian_email"],
            guardian_name=data.get("guardian_name", ""),
        )
        prepare_question(child=user, purposes=form.ticked)
        return
    language = (get_language() or "ar")[:2]
    origin = origin_of(request, actor=user)
    for code, words in sorted(form.ticked.items()):
        give(party=Party(user=user), purpose=code, words=words, language=language, origin=origin)
