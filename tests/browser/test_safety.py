"""From a report to the answer of an appeal: who reports, who examines, who is affected, and a second moderator."""

from __future__ import annotations

import os
from pathlib import Path

from django.urls import reverse
from django.utils import translation

from compliance.safety.models import Appeal, Case, Suspension
from tests.browser.signed_in import wait_until
from tests.factories import safety as make
from tests.factories.accounts import UserFactory


def shot(page, way, name):
    """Pictures for the eye, where SHOTS names a folder."""
    if os.environ.get("SHOTS"):
        page.screenshot(path=str(Path(os.environ["SHOTS"]) / f"{name}-{way.language}.png"), full_page=True)


def at(way, view, *arguments):
    with translation.override(way.language):
        return reverse(view, args=arguments)


def test_from_a_report_to_the_answer_of_an_appeal(way):
    work = make.work_of(UserFactory(language=way.language))
    owner, first, second = make.owner_of(work), make.moderator(), make.moderator()
    reporter = way.enter(UserFactory(language=way.language))
    with translation.override(way.language):
        reporter.goto(work.get_absolute_url())
    reporter.locator(".report-link a").click()
    reporter.locator("[name=reason][value=forgery]").check()
    reporter.locator("[name=text]").fill("التوقيع لا يشبه توقيع الفنان.")
    way.looks(reporter)
    shot(reporter, way, "report")
    reporter.locator("main form .btn.primary").click()
    wait_until(reporter, Case.objects.exists)
    case = Case.objects.get()

    judge = way.enter(first)
    judge.goto(at(way, "safety:desk"))
    way.looks(judge)
    shot(judge, way, "desk")
    judge.locator(".safety-rows a").first.click()
    judge.locator("main form .btn.primary").click()
    judge.locator("[name=decide-outcome][value=suspend]").check()
    judge.locator("[name=decide-person]").select_option(str(owner.pk))
    judge.locator("[name=decide-scope]").select_option("selling")
    judge.locator("[name=decide-days]").fill("7")
    judge.locator("[name=decide-reasons]").fill("ليس هذا العمل للفنان المذكور.")
    way.looks(judge)
    shot(judge, way, "case")
    judge.locator("[data-decide] .btn.primary").click()
    wait_until(judge, Suspension.objects.exists)

    affected = way.enter(owner)
    affected.goto(at(way, "safety:standing"))
    way.looks(affected)
    affected.goto(at(way, "safety:decision", case.number))
    way.looks(affected)
    shot(affected, way, "decision")
    affected.locator("[name=text]").fill("العمل للفنان، وهذه شهادته.")
    affected.locator("main form .btn.primary").click()
    wait_until(affected, Appeal.objects.exists)

    other = way.enter(second)
    other.goto(at(way, "safety:case", case.number))
    other.locator("[name=answer-grant][value='1']").check()
    other.locator("[name=answer-answer]").fill("أخطأنا، ونعتذر.")
    way.looks(other)
    other.locator(".safety-act .btn.primary").click()
    wait_until(other, lambda: Suspension.objects.filter(lifted_at__isnull=False).exists())
    affected.reload()
    way.looks(affected)
