"""Conversations as phones see them: one's own words apart, files by address, places to read up to."""

from __future__ import annotations

from typing import Any, ClassVar

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from commissions.progress import enclosures, names
from commissions.progress.enums import AttachmentKind
from commissions.progress.models import Attachment, Conversation, Message
from commissions.progress.models.message import LONGEST
from core import private

STATE = {
    "type": "object",
    "properties": {"code": {"type": "string"}, "text": {"type": "string"}},
    "required": ["code", "text"],
}


class ConversationSerializer(serializers.ModelSerializer[Conversation]):
    commission = serializers.CharField(source="commission.number", read_only=True)
    title = serializers.SerializerMethodField()
    who = serializers.SerializerMethodField(help_text="The other side, as the caller may know it.")
    unread = serializers.IntegerField(read_only=True, default=0)

    class Meta:
        model = Conversation
        fields: ClassVar[list[str]] = [
            "id",
            "commission",
            "title",
            "who",
            "places",
            "unread",
            "opened_at",
            "last_at",
        ]
        read_only_fields = fields

    def get_title(self, talk: Conversation) -> str:
        return talk.commission.name

    def get_who(self, talk: Conversation) -> str:
        return names.in_list(talk, self.context["request"].user)


class AttachmentSerializer(serializers.ModelSerializer[Attachment]):
    """`url` wants the caller's token; `signed_url` opens the file for a quarter of an hour without one."""

    url = serializers.SerializerMethodField()
    signed_url = serializers.SerializerMethodField()

    class Meta:
        model = Attachment
        fields: ClassVar[list[str]] = [
            "id",
            "kind",
            "name",
            "byte_size",
            "width",
            "height",
            "pages",
            "url",
            "signed_url",
        ]
        read_only_fields = fields

    def get_url(self, file: Attachment) -> str:
        path = reverse("api:conversation-file", args=[self.context["talk"].pk, file.pk])
        return str(self.context["request"].build_absolute_uri(path))

    def get_signed_url(self, file: Attachment) -> str:
        path = private.address(file.path, mime=enclosures.MIME[AttachmentKind(file.kind)], name=file.name)
        return str(self.context["request"].build_absolute_uri(path))


class MessageSerializer(serializers.ModelSerializer[Message]):
    """`place` is null while a message is being checked or was refused; then only its author sees it."""

    mine = serializers.SerializerMethodField()
    state = serializers.SerializerMethodField()
    reason = serializers.CharField(source="check_reason", read_only=True, default="")
    attachments = AttachmentSerializer(many=True, read_only=True)

    class Meta:
        model = Message
        fields: ClassVar[list[str]] = [
            "id",
            "place",
            "mine",
            "side",
            "text",
            "state",
            "reason",
            "at",
            "shown_at",
            "attachments",
        ]
        read_only_fields = fields

    def get_mine(self, message: Message) -> bool:
        return bool(message.author_id == self.context["request"].user.pk)

    @extend_schema_field(STATE)
    def get_state(self, message: Message) -> dict[str, Any]:
        return {"code": message.state, "text": message.get_state_display()}


class MessagesSerializer(serializers.Serializer[Any]):
    """`places` is what to send as `after` next time; `seen` how far the other side has read."""

    places = serializers.IntegerField()
    seen = serializers.IntegerField()
    messages = MessageSerializer(many=True)


class SendSerializer(serializers.Serializer[Any]):
    """`key` names this message: the same again is not sent twice."""

    text = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST)
    files = serializers.ListField(
        child=serializers.FileField(), required=False, max_length=enclosures.MAX_FILES
    )
    key = serializers.CharField(required=False, allow_blank=True, max_length=64)


class ReadSerializer(serializers.Serializer[Any]):
    place = serializers.IntegerField(min_value=0)


class BeginSerializer(serializers.Serializer[Any]):
    commission = serializers.CharField(max_length=20)
    seller = serializers.SlugField(max_length=80)
