from __future__ import annotations

import pytest

from tests.factories import safety as make
from tests.factories.accounts import AdminFactory, StaffFactory

pytestmark = pytest.mark.django_db
MODELS = ["appeal", "case", "caution", "decision", "report", "suspension"]


@pytest.mark.parametrize("model", MODELS)
def test_moderators_look_others_do_not(client_for, model) -> None:
    make.decided(outcome="suspend", scope="all", days=1)
    assert client_for(AdminFactory()).get(f"/en/admin/safety/{model}/").status_code == 200
    assert client_for(AdminFactory()).get(f"/en/admin/safety/{model}/add/").status_code == 403
    assert client_for(StaffFactory()).get(f"/en/admin/safety/{model}/").status_code == 403


def test_nobody_sees_a_report_about_themselves(client_for) -> None:
    chief = AdminFactory()
    mine = make.report_of(make.work_of(chief))
    other = make.report_of()
    html = client_for(chief).get("/en/admin/safety/report/").content.decode()
    assert other.number in html
    assert mine.number not in html
