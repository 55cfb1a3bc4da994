"""Redis (or Valkey): cache, channel layer, Celery's broker, the bell of the relay."""

from __future__ import annotations

from celery.schedules import schedule

from config import env

REDIS_URL = env.text("REDIS_URL", "redis://127.0.0.1:6379/0")
REDIS_PREFIX = env.text("REDIS_PREFIX", "souk")

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": f"{REDIS_PREFIX}:cache",
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 2},
    },
}
# The cache is Redis, which has atomic increments: the library's check does not know Django's backend.
SILENCED_SYSTEM_CHECKS = ["django_ratelimit.W001"]
RATELIMIT_FAIL_OPEN = True
RATELIMIT_IP_META_KEY = "config.limits.address_of"

CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [REDIS_URL], "prefix": f"{REDIS_PREFIX}:layer"},
    },
}

CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_DEFAULT_QUEUE = f"{REDIS_PREFIX}-default"
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0, "interval_max": 0.2}
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_connect_timeout": 1,
    "socket_timeout": 5,
    "visibility_timeout": 3600,
}
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULE: dict[str, dict[str, object]] = {
    "heartbeat": {"task": "core.heartbeat", "schedule": schedule(run_every=10)},
    "mail": {"task": "mailing.sweep", "schedule": schedule(run_every=15)},
    "orders": {"task": "orders.sweep", "schedule": schedule(run_every=30)},
    "payment messages": {"task": "payments.sweep", "schedule": schedule(run_every=30)},
    "sellers' papers": {"task": "verification.sweep", "schedule": schedule(run_every=6 * 3600)},
    "memberships": {"task": "memberships.sweep", "schedule": schedule(run_every=3600)},
    "deliveries": {"task": "delivery.sweep", "schedule": schedule(run_every=60 * 60)},
    "invoices": {"task": "invoicing.sweep", "schedule": schedule(run_every=600)},
    "checkout": {"task": "checkout.sweep", "schedule": schedule(run_every=300)},
    "cases": {"task": "aftercare.sweep", "schedule": schedule(run_every=300)},
    "seats": {"task": "booking.sweep", "schedule": schedule(run_every=60)},
    "commissions": {"task": "commissions.sweep", "schedule": schedule(run_every=600)},
    "contracts": {"task": "contracts.sweep", "schedule": schedule(run_every=300)},
    "talks": {"task": "progress.sweep", "schedule": schedule(run_every=300)},
    "feedback": {"task": "admission.sweep", "schedule": schedule(run_every=60 * 60)},
    "sleepers": {"task": "accounts.put_silent_to_sleep", "schedule": schedule(run_every=24 * 60 * 60)},
    "images": {"task": "imaging.ask_again", "schedule": schedule(run_every=300)},
    "evenings": {"task": "auctions.keep_demo_going", "schedule": schedule(run_every=20)},
    "refusals": {"task": "auctions.forget_refusals", "schedule": schedule(run_every=24 * 60 * 60)},
    "safety": {"task": "safety.sweep", "schedule": schedule(run_every=60 * 60)},
    "reminders": {"task": "agenda.remind", "schedule": schedule(run_every=120)},
    "breach clocks": {"task": "incidents.sweep", "schedule": schedule(run_every=300)},
    "processing records": {"task": "records.sweep", "schedule": schedule(run_every=24 * 60 * 60)},
    "followed calendars": {"task": "agenda.sweep", "schedule": schedule(run_every=600)},
    "data requests": {"task": "rights.sweep", "schedule": schedule(run_every=3600)},
    "data copies": {"task": "copies.sweep", "schedule": schedule(run_every=60)},
    "audit head": {"task": "compliance.publish_audit_head", "schedule": schedule(run_every=3600)},
    "erasures": {"task": "erasure.sweep", "schedule": schedule(run_every=600)},
    "retention": {"task": "erasure.retain", "schedule": schedule(run_every=24 * 60 * 60)},
}
