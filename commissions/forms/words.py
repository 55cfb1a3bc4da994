"""Short texts: a question, an answer, a reason."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from commissions.forms import fields


class QuestionForm(forms.Form):
    text = fields.block(_("Your question"), limit=1_000, rows=3, required=True)


class AnswerForm(forms.Form):
    text = fields.block(_("Your answer"), limit=2_000, rows=3, required=True)


class DeclineForm(forms.Form):
    reason = fields.line(_("A word for the artist (optional)"), limit=500)


class RefusalForm(forms.Form):
    reason = fields.line(_("Why it is refused; the author reads this"), limit=500, required=True)
