"""Where the library asks the house: new people, redirects, names, secrets."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from accounts import events, queries, secrets, stepup
from accounts.letters import LETTERS, write
from accounts.models import User
from accounts.services import name_columns


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _(
            "The e-mail address or the password is not right. Check both and try again."
        ),
        "too_many_login_attempts": _(
            "Too many failed tries. Wait five minutes, or sign in with a code sent to your e-mail."
        ),
        "incorrect_code": _("This code is not right. Check it, or ask for a new one."),
        "rate_limited": _("Too many requests at once. Wait a moment and try again."),
    }

    def new_user(self, request: HttpRequest) -> User:
        """A person starts with the language they are reading."""
        return User(language="en" if (get_language() or "ar").startswith("en") else "ar")

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """A person without a role chooses one before they go where they were going."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        if not isinstance(response, HttpResponseRedirect) or queries.roles_of(user):
            return response
        query = urlencode({"next": response.url})
        response["Location"] = f"{reverse('accounts:role')}?{query}"
        return response

    def render_mail(
        self, template_prefix: str, email: str, context: dict[str, Any], headers: dict[str, str] | None = None
    ) -> EmailMessage:
        """The house's own letter, in the language of the account it is about, else of the page."""
        letter = LETTERS.get(template_prefix)
        if letter is None:
            message: EmailMessage = super().render_mail(template_prefix, email, context, headers)
            return message
        language = getattr(context.get("user"), "language", None) or get_language()
        with override(language):
            written = write(letter, context)
        mail = EmailMultiAlternatives(
            written.subject, written.text, self.get_from_email(), [email], headers=headers
        )
        mail.attach_alternative(written.html, "text/html")
        return mail

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """As the library; whose account is under attack hears of it, once an hour."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            warn_of_tries(credentials.get("email", ""))
            raise

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:home")


def warn_of_tries(email: str) -> None:
    """To the confirmed address that somebody tries to sign in with; silent where there is none."""
    known = EmailAddress.objects.filter(email__iexact=email, verified=True).select_related("user").first()
    if known is None or not cache.add(f"accounts:warned:{known.user_id}", 1, 60 * 60):
        return
    get_adapter().send_notification_mail("account/email/tries_stopped", known.user, email=known.email)
    events.record("accounts.login.stopped", subject=known.user, actor=None)


class SocialAdapter(DefaultSocialAccountAdapter):
    error_messages = {
        **DefaultSocialAccountAdapter.error_messages,
        "email_taken": _(
            "This e-mail address has an account here already. Sign in to it, then connect %s there."
        ),
    }

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Any:
        """The provider's name for the person, in the column of its script."""
        user = super().populate_user(request, sociallogin, data)
        given = " ".join(filter(None, [data.get("first_name"), data.get("last_name")]))
        for column, value in name_columns(data.get("name") or given).items():
            setattr(user, column, value)
        return user


class MfaAdapter(DefaultMFAAdapter):
    def get_totp_issuer(self) -> str:
        return str(settings.SITE_NAME)

    def _get_site_name(self) -> str:
        return str(settings.SITE_NAME)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Staff keep at least one factor: theirs may be exchanged, not dropped."""
        if not stepup.needs_second_factor(authenticator.user):
            return True
        others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=stepup.FACTORS)
        return bool(others.exclude(pk=authenticator.pk).exists())

    def encrypt(self, text: str) -> str:
        return secrets.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return secrets.unseal(encrypted_text)
