from commissions.forms.brief import BriefForm
from commissions.forms.filters import OpenFilter
from commissions.forms.proposal import MilestoneFormSet, ProposalForm
from commissions.forms.words import AnswerForm, DeclineForm, QuestionForm, RefusalForm

__all__ = [
    "AnswerForm",
    "BriefForm",
    "DeclineForm",
    "MilestoneFormSet",
    "OpenFilter",
    "ProposalForm",
    "QuestionForm",
    "RefusalForm",
]
