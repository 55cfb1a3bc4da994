"""Which texts of the commissions exist in both languages."""

from modeltranslation.translator import TranslationOptions, register

from commissions.models import Commission, Proposal, ProposalMilestone


@register(Commission)
class CommissionTranslation(TranslationOptions):
    fields = ("title", "brief")


@register(Proposal)
class ProposalTranslation(TranslationOptions):
    fields = ("text",)


@register(ProposalMilestone)
class ProposalMilestoneTranslation(TranslationOptions):
    fields = ("title", "deliverable")
