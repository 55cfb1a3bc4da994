from mailing.services.notices import mark_all_read, mark_read, notify
from mailing.services.queueing import cancel, cancel_unwanted, queue, queue_raw, queue_to_address, requeue
from mailing.services.reading import record_reading
from mailing.services.reports import take_reports
from mailing.services.wording import check_wording, restore_wording, save_wording, withdraw_wording

__all__ = [
    "cancel",
    "cancel_unwanted",
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
    "take_reports",
    "withdraw_wording",
]
