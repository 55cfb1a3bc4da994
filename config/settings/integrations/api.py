"""The API for phones: DRF, its schema, its errors, its limits."""

from __future__ import annotations

from config import env

REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.api.tokens.BearerToken",
        "accounts.api.tokens.SessionToken",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticatedOrReadOnly"],
    "DEFAULT_PAGINATION_CLASS": "core.api.pages.Cursor",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "core.api.schema.Schema",
    "DEFAULT_THROTTLE_CLASSES": ["core.api.limits.ByAddress", "core.api.limits.ByPerson"],
    "DEFAULT_THROTTLE_RATES": {
        "address": env.text("API_RATE_ADDRESS", "120/min"),
        "person": env.text("API_RATE_PERSON", "300/min"),
        "bids": env.text("API_RATE_BIDS", "60/min"),
    },
    "NUM_PROXIES": env.integer("TRUSTED_PROXY_COUNT", 0),
    "EXCEPTION_HANDLER": "drf_standardized_errors.handler.exception_handler",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
DRF_STANDARDIZED_ERRORS = {
    "EXCEPTION_HANDLER_CLASS": "core.api.problems.Handler",
    "EXCEPTION_FORMATTER_CLASS": "core.api.problems.Formatter",
    "ENABLE_IN_DEBUG_FOR_UNHANDLED_EXCEPTIONS": True,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Art Souk API",
    "DESCRIPTION": "Works, auctions, workshops and commissions of the Gulf, in Arabic and English.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    # Names for choices whose fields are called alike in several rooms.
    "ENUM_NAME_OVERRIDES": {
        "WorkCategoryEnum": "marketplace.enums.Category",
        "EventCategoryEnum": "workshops.enums.Category",
        "EventKindEnum": "workshops.enums.EventKind",
        "EventStateEnum": "workshops.enums.EventState",
        "LanguageEnum": "accounts.models.user.LANGUAGE_CHOICES",
        "PartyEnum": "commissions.contracts.enums.Party",
        "PaymentFailureEnum": "orders.enums.FailureReason",
        "ReportReasonEnum": "compliance.safety.enums.Reason",
    },
}
