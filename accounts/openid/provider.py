"""The provider class that the settings put in the place of the library's."""

from __future__ import annotations

from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider

from accounts.openid.views import StrictAdapter


class StrictProvider(OpenIDConnectProvider):
    oauth2_adapter_class = StrictAdapter
