from compliance.consents.services.browsers import choose, merge
from compliance.consents.services.giving import give, keep_words, withdraw
from compliance.consents.services.guarding import (
    answer_guardian,
    ask_guardian,
    confirm_in_person,
    name_guardian,
    prepare_question,
    send_prepared,
    withdraw_as_guardian,
)
from compliance.consents.services.reading import record_export, record_reading
from compliance.consents.services.staff import record_told

__all__ = [
    "answer_guardian",
    "ask_guardian",
    "choose",
    "confirm_in_person",
    "give",
    "keep_words",
    "merge",
    "name_guardian",
    "prepare_question",
    "record_export",
    "record_reading",
    "record_told",
    "send_prepared",
    "withdraw",
    "withdraw_as_guardian",
]
