"""OpenID Connect as allauth does it, and the signature of every identity token checked.

The library trusts a token fetched over TLS from the provider itself, as the specification allows; here the
signature must hold all the same, so that a provider behind a broken proxy cannot vouch for anybody.
"""
