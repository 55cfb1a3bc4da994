"""Payment providers: one is offered as soon as its keys are set; the sandbox needs none.

The addresses can be pointed elsewhere (a provider's test host, a local server that speaks its language).
"""

from __future__ import annotations

from config import env

# A bank of our own that moves no money; production switches it off unless told otherwise.
SANDBOX_PAYMENTS = env.flag("SANDBOX_PAYMENTS", default=True)
SANDBOX_LATE_SECONDS = env.integer("SANDBOX_LATE_SECONDS", 20)

BANK_TRANSFERS = env.flag("BANK_TRANSFERS", default=True)
SELLER_METHODS = env.flag("SELLER_METHODS", default=True)

STRIPE_SECRET_KEY = env.text("STRIPE_SECRET_KEY", "")
STRIPE_WEBHOOK_SECRET = env.text("STRIPE_WEBHOOK_SECRET", "")
STRIPE_API = env.text("STRIPE_API", "https://api.stripe.com").rstrip("/")

MOYASAR_SECRET_KEY = env.text("MOYASAR_SECRET_KEY", "")
MOYASAR_WEBHOOK_TOKEN = env.text("MOYASAR_WEBHOOK_TOKEN", "")
MOYASAR_API = env.text("MOYASAR_API", "https://api.moyasar.com").rstrip("/")

TAP_SECRET_KEY = env.text("TAP_SECRET_KEY", "")  # also the key of its hashstring
TAP_API = env.text("TAP_API", "https://api.tap.company").rstrip("/")

MPESA_CONSUMER_KEY = env.text("MPESA_CONSUMER_KEY", "")
MPESA_CONSUMER_SECRET = env.text("MPESA_CONSUMER_SECRET", "")
MPESA_SHORTCODE = env.text("MPESA_SHORTCODE", "")
MPESA_PASSKEY = env.text("MPESA_PASSKEY", "")
# The callback carries no signature: its path cannot be guessed without this key.
MPESA_CALLBACK_KEY = env.text("MPESA_CALLBACK_KEY", "")
MPESA_CALLBACK_NETWORKS = env.words("MPESA_CALLBACK_NETWORKS")  # "196.201.214.0/24,..."; empty lets all in
MPESA_API = env.text("MPESA_API", "https://api.safaricom.co.ke").rstrip("/")

# Seconds. `PAYMENT_DEADLINE` bounds one call with all its repeats, so that no page waits longer.
PAYMENT_CONNECT_TIMEOUT = env.integer("PAYMENT_CONNECT_TIMEOUT", 3)
PAYMENT_READ_TIMEOUT = env.integer("PAYMENT_READ_TIMEOUT", 8)
PAYMENT_DEADLINE = env.integer("PAYMENT_DEADLINE", 20)
# What a message may weigh; the largest that a provider sends is a tenth of it.
WEBHOOK_MAX_BYTES = env.integer("WEBHOOK_MAX_BYTES", 262_144)
TRANSFER_PROOF_MAX_BYTES = env.integer("TRANSFER_PROOF_MAX_BYTES", 8 * 1024 * 1024)
