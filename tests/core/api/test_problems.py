"""Each error of the API is a problem detail in the caller's language."""

from __future__ import annotations

import pytest
from django.utils import translation
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

from core.errors import Conflict


class Form(serializers.Serializer):
    count = serializers.IntegerField()
    name = serializers.CharField()


class Room(APIView):
    authentication_classes = ()
    permission_classes = ()
    throttle_classes = ()

    def get(self, request):
        raise Conflict

    def post(self, request):
        Form(data=request.data).is_valid(raise_exception=True)
        return Response({})

    def put(self, request):
        raise ZeroDivisionError("a secret")


def ask(method, data=None):
    with translation.override("en"):
        response = Room.as_view()(getattr(APIRequestFactory(), method)("/", data, format="json"))
        return response.render()


def test_a_refusal_of_the_house_keeps_its_code_and_status():
    response = ask("get")
    assert response["Content-Type"] == "application/problem+json"
    assert response.data == {
        "type": "about:blank",
        "title": "Conflict",
        "status": 409,
        "detail": "This has changed in the meantime. Reload the page and try again.",
        "code": "core.conflict",
    }


def test_each_wrong_field_is_named():
    response = ask("post", {"count": "x"})
    assert response.status_code == 400
    assert response.data["errors"] == [
        {"field": "count", "code": "invalid", "detail": "A valid integer is required."},
        {"field": "name", "code": "required", "detail": "This field is required."},
    ]


def test_what_nobody_foresaw_shows_nothing_of_itself():
    response = ask("put", {})
    assert response.status_code == 500
    assert b"secret" not in response.content
    assert response.data["code"] == "error"


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_sentence_is_in_the_callers_language(language):
    with translation.override(language):
        expected = Conflict().text
        response = Room.as_view()(APIRequestFactory().get("/"))
    assert response.data["detail"] == expected
