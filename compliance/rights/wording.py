"""What a request says in each state, to its person and in the time line: whole sentences, without places."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from compliance.rights.enums import RequestState, Right, StepKind

STEPS = {
    RequestState.RECEIVED: _("The request reached us, and the clock started."),
    RequestState.IDENTITY_PENDING: _("We asked for proof of identity. The clock runs on."),
    RequestState.VERIFIED: _("The identity is confirmed."),
    RequestState.ASSESSING: _("The privacy office looks at it."),
    RequestState.FULFILLING: _("It is being carried out."),
    RequestState.DELIVERED: _("The request is fulfilled."),
    RequestState.PARTLY_REFUSED: _("A part is fulfilled, a part is refused."),
    RequestState.REFUSED: _("The request is refused."),
    RequestState.WITHDRAWN: _("The request was taken back."),
    RequestState.CLOSED: _("The request is closed."),
}
KINDS = {
    StepKind.NOTE: _("A note was made."),
    StepKind.LETTER: _("Recipients of the data were told."),
    StepKind.EXTENSION: _("The term was extended, and the reason was sent."),
    StepKind.REMINDER: _("The privacy office was reminded of the term."),
}
NEXT = {
    RequestState.RECEIVED: _("We look at it now."),
    RequestState.IDENTITY_PENDING: _("Confirm that it is you, so that we may carry it out."),
    RequestState.VERIFIED: _("The privacy office looks at it now."),
    RequestState.ASSESSING: _("The privacy office is working on it."),
    RequestState.FULFILLING: _("It is being carried out now. You hear from us when it is done."),
    RequestState.DELIVERED: _(
        "It is done. If you do not agree with the answer, complain to us or to the authority."
    ),
    RequestState.PARTLY_REFUSED: _(
        "If you do not agree with the answer, complain to us or to the authority."
    ),
    RequestState.REFUSED: _("If you do not agree with the answer, complain to us or to the authority."),
    RequestState.WITHDRAWN: _("Nothing more happens. You may ask again at any time."),
    RequestState.CLOSED: _("Nothing more happens. You may ask again at any time."),
}
TITLES = {
    Right.ACCESS: _("See what we hold about you"),
    Right.COPY: _("Download a copy of your data"),
    Right.CORRECTION: _("Have your data corrected"),
    Right.DESTRUCTION: _("Have your data erased"),
    Right.WITHDRAW: _("Withdraw every consent"),
    Right.RESTRICTION: _("Restrict the use of your data"),
    Right.COMPLAINT: _("Complain to us"),
}
LEADS = {
    Right.ACCESS: _("You get everything that we hold about you, to read and to keep."),
    Right.COPY: _(
        "One archive with pages to read in both languages and files for programs. We tell you when it is ready."
    ),
    Right.CORRECTION: _(
        "Say what is wrong and what is right. Until it is settled we keep these data and do not use them."
    ),
    Right.DESTRUCTION: _(
        "Two officers look at it. What a law makes us keep stays for its term, under a number instead of your name."
    ),
    Right.WITHDRAW: _("All of them at once. What was done before stays lawful."),
    Right.RESTRICTION: _(
        "We keep your data and do not use them: no news, no suggestions. You may lift this at any time."
    ),
    Right.COMPLAINT: _("Tell us what went wrong. You may also go to the authority right away."),
}
BUTTONS = {
    Right.ACCESS: _("Ask to see my data"),
    Right.COPY: _("Prepare my copy"),
    Right.CORRECTION: _("Ask for the correction"),
    Right.DESTRUCTION: _("Ask for the erasure"),
    Right.WITHDRAW: _("Withdraw every consent"),
    Right.RESTRICTION: _("Restrict the use now"),
    Right.COMPLAINT: _("Send the complaint"),
}
