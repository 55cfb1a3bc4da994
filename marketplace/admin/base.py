"""What the catalogue's admin pages share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import ngettext
from modeltranslation.admin import TranslationAdmin

from core.arabic import name_key
from core.errors import SoukError

Row = TypeVar("Row", bound=Model)


class ServiceAdmin(TranslationAdmin[Row]):
    """Saves through a service. What the service refuses is told on top of the form, and nothing is changed."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except SoukError as refusal:
            messages.error(request, said(refusal))
            return HttpResponseRedirect(request.get_full_path())

    def each(
        self, request: HttpRequest, rows: QuerySet[Row], verb: Callable[..., Any], name: str, **options: Any
    ) -> None:
        """Runs a verb on each chosen row in its own transaction, and says how many went through and why not."""
        done = 0
        for row in rows:
            try:
                verb(**{name: row}, by=request.user, **options)
            except SoukError as refusal:
                self.message_user(request, f"{row}: {said(refusal)}", messages.ERROR)
            else:
                done += 1
        if done:
            text = ngettext("%(count)s row was changed.", "%(count)s rows were changed.", done)
            self.message_user(request, text % {"count": done})


def said(refusal: SoukError) -> str:
    """The sentence, and what is wrong with which field."""
    errors = getattr(refusal, "errors", {})
    return " ".join([refusal.text, *(str(text) for text in errors.values())])


def changed_values(form: Any) -> dict[str, Any]:
    """What somebody typed that differs from before."""
    return {name: form.cleaned_data[name] for name in form.changed_data}


def called(words: str) -> Q:
    """Rows whose name in either language holds the words, or sounds like them in the other script."""
    found = Q(name_ar__icontains=words) | Q(name_en__icontains=words)
    keys = name_key(words).split()
    return found | Q(name_key__contains=keys) if keys else found


def follow(row: Model, made: Model) -> None:
    """The admin goes on with the row that its form made; the one in the database is the service's."""
    row.pk = made.pk
    row._state.adding = False  # noqa: SLF001  as Model.save does
