"""Conversations for phones. Whoever has no side in one is told that there is none."""

from __future__ import annotations

from typing import Any, cast

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics, permissions, status
from rest_framework.parsers import FormParser, JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import User
from commissions import queries as commission_queries
from commissions.progress import queries, rules, services
from commissions.progress.api import serializers as shapes
from commissions.progress.models import Conversation, Message
from commissions.progress.views.files import file_response
from core.api.pages import Cursor
from core.digits import western
from orders.models import Seller

SIGNED_IN = (permissions.IsAuthenticated,)
MOST = 100
AFTER = OpenApiParameter("after", OpenApiTypes.INT, description="Messages behind this place only.")


def caller(request: Request) -> User:
    return cast("User", request.user)


def own(request: Request, pk: int) -> Conversation:
    rows = queries.with_sides(queries.of_person(caller(request)))
    found: Conversation = get_object_or_404(rows, pk=pk)
    return found


class Latest(Cursor):
    ordering = ("-last_at", "-pk")


class ConversationList(generics.ListAPIView[Conversation]):
    """The caller's conversations, as a collector and as an artist, the latest on top."""

    permission_classes = SIGNED_IN
    pagination_class = Latest
    serializer_class = shapes.ConversationSerializer
    filter_backends = ()

    def get_queryset(self) -> QuerySet[Conversation]:
        if not self.request.user.is_authenticated:
            return Conversation.objects.none()
        return queries.listed(queries.of_person(self.request.user), self.request.user)

    @extend_schema(
        request=shapes.BeginSerializer,
        responses={201: shapes.ConversationSerializer},
        operation_id="conversation_begin",
    )
    def post(self, request: Request) -> Response:
        """Begin the conversation of a commission with an artist; the one that is there already, if it is."""
        form = shapes.BeginSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        wanted = form.validated_data
        commission = get_object_or_404(
            commission_queries.visible_to(request.user), number=wanted["commission"]
        )
        seller = get_object_or_404(Seller, slug=wanted["seller"])
        talk = services.open_conversation(commission=commission, seller=seller, by=caller(request))
        shape = shapes.ConversationSerializer(talk, context={"request": request})
        return Response(shape.data, status=status.HTTP_201_CREATED)


class MessageList(APIView):
    """The messages of a conversation behind `?after=`, up to a hundred; sending one more."""

    permission_classes = SIGNED_IN
    parser_classes = (JSONParser, MultiPartParser, FormParser)

    @extend_schema(
        parameters=[AFTER], responses={200: shapes.MessagesSerializer}, operation_id="conversation_messages"
    )
    def get(self, request: Request, pk: int) -> Response:
        talk = own(request, pk)
        side = rules.side_in(caller(request), talk.commission, talk.seller)
        rows = queries.messages_for(talk, caller(request))
        fresh = rows.filter(Q(place__gt=_after(request)) | Q(place__isnull=True))[:MOST]
        answer = {
            "places": talk.places,
            "seen": queries.read_by_other(talk, side or ""),
            "messages": fresh,
        }
        return Response(shapes.MessagesSerializer(answer, context={"request": request, "talk": talk}).data)

    @extend_schema(
        request=shapes.SendSerializer,
        responses={201: shapes.MessageSerializer},
        operation_id="conversation_send",
    )
    def post(self, request: Request, pk: int) -> Response:
        talk = own(request, pk)
        form = shapes.SendSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        given: dict[str, Any] = form.validated_data
        sent = services.send_message(
            conversation=talk,
            by=caller(request),
            text=given.get("text", ""),
            files=given.get("files", ()),
            key=given.get("key", ""),
        )
        return Response(_shape(sent, talk, request), status=status.HTTP_201_CREATED)


class ConversationRead(APIView):
    """Read up to a place. It never goes back."""

    permission_classes = SIGNED_IN

    @extend_schema(
        request=shapes.ReadSerializer,
        responses={200: shapes.ReadSerializer},
        operation_id="conversation_read",
    )
    def post(self, request: Request, pk: int) -> Response:
        talk = own(request, pk)
        form = shapes.ReadSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        place = services.mark_read(conversation=talk, by=caller(request), place=form.validated_data["place"])
        return Response({"place": place})


class ConversationFile(APIView):
    """A file of a conversation, to its two sides only."""

    permission_classes = SIGNED_IN

    @extend_schema(responses={(200, "*/*"): OpenApiTypes.BINARY}, operation_id="conversation_file")
    def get(self, request: Request, pk: int, file: int) -> HttpResponse:
        talk = own(request, pk)
        rows = queries.attachments_for(talk, caller(request))
        return file_response(get_object_or_404(rows, pk=file), download=True)


def _shape(sent: Message, talk: Conversation, request: Request) -> Any:
    row = queries.messages_for(talk, caller(request)).get(pk=sent.pk)
    return shapes.MessageSerializer(row, context={"request": request, "talk": talk}).data


def _after(request: Request) -> int:
    text = western(request.query_params.get("after", ""))
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else 0  # noqa: PLR2004
