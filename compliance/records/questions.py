"""The questions of the two assessments, each with the article that asks it; pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from compliance.records.enums import AssessmentKind, Trigger


@dataclass(frozen=True, slots=True)
class Question:
    code: str
    text: str | Promise
    article: str
    yes_no: bool = False


INTEREST: Final = (
    Question("purpose", _("What is the processing for, and what does it consist of?"), "16(2)(a)"),
    Question("interest", _("Which interest is it, whose is it, and is it lawful and specific?"), "16(1)"),
    Question(
        "necessity", _("Why is the processing necessary, and which milder way was weighed?"), "16(2)(b)"
    ),
    Question("sensitive", _("Is sensitive data part of it?"), "6(4)", yes_no=True),
    Question("expected", _("Would the people expect it, given how their data was collected?"), "16(2)(c)"),
    Question("harm", _("Which harm could it do to the people, to their rights and interests?"), "16(2)(d)"),
    Question("balance", _("Why do their rights not outweigh the interest?"), "16(2)(e)"),
    Question("safeguards", _("Which measures lessen the effect on the people?"), "16(2)(f)"),
)
IMPACT: Final = (
    Question("purpose", _("What is the purpose of the processing, and what is its legal basis?"), "25(2)(a)"),
    Question(
        "nature", _("What is done, with which data, from which sources, and who receives it?"), "25(2)(b)"
    ),
    Question("scope", _("How many people, how much data, for how long, in which places?"), "25(2)(c)"),
    Question("context", _("Who are the people, what ties them to us, and what do they expect?"), "25(2)(d)"),
    Question("necessity", _("Is everything necessary and in proportion to the purpose?"), "25(2)(e)"),
    Question("impact", _("What may happen to the people, and how likely and how grave is it?"), "25(2)(f)"),
    Question("measures", _("Which measures prevent or lessen each risk?"), "25(2)(g)"),
    Question("adequacy", _("Are the measures enough, and which risk is left?"), "25(2)(h)"),
)
QUESTIONS: Final[Mapping[str, tuple[Question, ...]]] = {
    AssessmentKind.INTEREST: INTEREST,
    AssessmentKind.IMPACT: IMPACT,
}
# The columns of the register that are reasons for an impact assessment.
REASONS: Final[Mapping[str, Trigger]] = {
    "sensitive": Trigger.SENSITIVE,
    "capacity": Trigger.CAPACITY,
    "technology": Trigger.NEW_TECHNOLOGY,
    "automated": Trigger.AUTOMATED,
}


def triggers(answers: Mapping[str, Any]) -> list[Trigger]:
    """The reasons for an impact assessment that the staff's columns of an activity give by themselves."""
    found = [trigger for code, trigger in REASONS.items() if answers.get(code) is True]
    return [*found, Trigger.LINKING] if answers.get("linked") else found


def needed(reasons: Iterable[str]) -> bool:
    """One reason is enough (Article 25(1))."""
    return bool(list(reasons))


def open_questions(kind: str, answers: Mapping[str, Any]) -> list[Question]:
    """What nobody has answered yet."""
    return [question for question in QUESTIONS[kind] if answers.get(question.code) in (None, "")]
