"""Errors of the API as RFC 9457 problem details, in the caller's language."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.utils.translation import gettext_lazy as _
from drf_standardized_errors.formatter import ExceptionFormatter
from drf_standardized_errors.handler import ExceptionHandler
from drf_standardized_errors.types import Error, ErrorResponse, ErrorType
from rest_framework import exceptions
from rest_framework.response import Response

from core.errors import SoukError

CONTENT_TYPE = "application/problem+json"


class Refusal(exceptions.APIException):
    """One of the house's own errors on its way out."""

    def __init__(self, error: SoukError) -> None:
        self.status_code = error.http_status
        super().__init__(detail=error.text, code=error.code)


class TooLarge(exceptions.APIException):
    status_code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    default_code = "too_large"
    default_detail = _("This is larger than we take at once.")


class Handler(ExceptionHandler):
    """Every error leaves as a problem; one that nobody foresaw leaves as a 500 without its insides."""

    def convert_known_exceptions(self, exc: Exception) -> Exception:
        if isinstance(exc, SoukError):
            return Refusal(exc)
        if isinstance(exc, RequestDataTooBig):
            return TooLarge()
        known: Exception = super().convert_known_exceptions(exc)
        return known

    def get_response(self, exc: exceptions.APIException, data: dict[str, Any]) -> Response:
        response: Response = super().get_response(exc, data)
        response.content_type = CONTENT_TYPE
        return response


class Formatter(ExceptionFormatter):
    """{type, title, status, detail, code, errors}: `errors` names each field that is wrong."""

    def get_error_response(self, error_type: ErrorType, errors: list[Error]) -> ErrorResponse:
        self._first = errors[0]
        response: ErrorResponse = super().get_error_response(error_type, errors)
        return response

    def format_error_response(self, error_response: ErrorResponse) -> dict[str, Any]:
        status = self.exc.status_code
        problem = {
            "type": "about:blank",
            "title": HTTPStatus(status).phrase,
            "status": status,
            "detail": self._first.detail,
            "code": self._first.code,
        }
        if isinstance(self.exc, exceptions.ValidationError):
            fields = [
                {"field": error.attr, "code": error.code, "detail": error.detail}
                for error in error_response.errors
            ]
            problem["errors"] = fields
        return problem
