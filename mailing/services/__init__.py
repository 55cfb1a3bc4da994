from mailing.services.notices import mark_all_read, mark_read, notify
from mailing.services.queueing import cancel, queue, queue_raw, queue_to_address, requeue
from mailing.services.reading import record_reading
from mailing.services.wording import check_wording, restore_wording, save_wording, withdraw_wording

__all__ = [
    "cancel",
    "check_wording",
    "mark_all_read",
    "mark_read",
    "notify",
    "queue",
    "queue_raw",
    "queue_to_address",
    "record_reading",
    "requeue",
    "restore_wording",
    "save_wording",
    "withdraw_wording",
]
