"""Which texts of workshops and events exist in both languages."""

from modeltranslation.translator import TranslationOptions, register

from workshops.models import Event, Question, Run, Session, TicketType, Venue


@register(Venue)
class VenueTranslation(TranslationOptions):
    fields = ("name", "directions")


@register(Event)
class EventTranslation(TranslationOptions):
    fields = ("title", "summary", "description", "bring", "cancel_reason")


@register(Run)
class RunTranslation(TranslationOptions):
    fields = ("label", "cancel_reason")


@register(Session)
class SessionTranslation(TranslationOptions):
    fields = ("topic",)


@register(TicketType)
class TicketTypeTranslation(TranslationOptions):
    fields = ("name", "note")


@register(Question)
class QuestionTranslation(TranslationOptions):
    fields = ("text", "choices")
