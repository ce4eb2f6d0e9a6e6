from datetime import timedelta

import pytest
from django.utils import timezone

from academy.core import jobs
from academy.core.models import Job

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    pass


def lease_runs_out() -> None:
    Job.objects.update(leased_until=timezone.now() - timedelta(seconds=1))


def test_a_job_is_done_once_and_says_what_it_did():
    jobs.start("count", key="1", upto=3)

    assert jobs.work_once({"count": lambda upto: f"counted to {upto}"}) is True
    assert jobs.work_once({"count": lambda upto: "again"}) is False
    assert Job.objects.get().did == "counted to 3"


def test_a_second_start_with_the_same_key_changes_nothing():
    jobs.start("count", key="1")
    jobs.start("count", key="1")

    assert Job.objects.count() == 1


def test_a_job_whose_worker_died_is_taken_again_when_its_lease_has_run_out():
    jobs.start("count", key="1")
    with pytest.raises(Killed):
        jobs.work_once({"count": lambda: (_ for _ in ()).throw(Killed)})
    done = []

    assert jobs.work_once({"count": lambda: done.append(1)}) is False
    lease_runs_out()
    assert jobs.work_once({"count": lambda: done.append(1)}) is True
    assert done == [1]


def test_a_worker_that_was_thought_dead_cannot_mark_what_was_given_to_another():
    jobs.start("slow", key="1")

    def slow():
        lease_runs_out()
        jobs.work_once({"slow": lambda: "the second worker's"})
        return "the first worker's"

    jobs.work_once({"slow": slow})

    assert Job.objects.get().did == "the second worker's"


def test_a_failing_job_is_tried_again_later_and_set_aside_after_five_tries():
    jobs.start("broken", key="1")

    for _ in range(jobs.TRIES + 1):
        Job.objects.update(due_at=timezone.now())
        jobs.work_once({"broken": lambda: 1 / 0})

    job = Job.objects.get()
    assert (job.attempts, job.done_at) == (jobs.TRIES, None)
    assert job.parked_at is not None
    assert "ZeroDivisionError" in job.last_error


def test_a_job_that_kills_its_worker_each_time_is_set_aside_too():
    """A try counts when it begins: whoever is dead cannot say that it failed."""
    jobs.start("deadly", key="1")
    for _ in range(jobs.TRIES):
        with pytest.raises(Killed):
            jobs.work_once({"deadly": lambda: (_ for _ in ()).throw(Killed)})
        lease_runs_out()

    assert jobs.work_once({"deadly": lambda: "done after all"}) is False
    job = Job.objects.get()
    assert (job.attempts, job.did) == (jobs.TRIES, "")
    assert job.parked_at is not None
    assert "stopped in the middle" in job.last_error


def test_each_turn_of_a_recurring_job_is_queued_once_by_however_many_workers():
    at = timezone.now()
    for _ in range(3):
        jobs.start_recurring({"fill": timedelta(minutes=5)}, now=at)

    assert Job.objects.count() == 1

    jobs.start_recurring({"fill": timedelta(minutes=5)}, now=at + timedelta(minutes=5))

    assert Job.objects.count() == 2


def test_a_job_unknown_to_this_worker_is_left_for_one_that_knows_it():
    jobs.start("elsewhere", key="1")

    assert jobs.work_once({"here": lambda: None}) is False
