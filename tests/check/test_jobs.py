"""Work spread over processes gives what one process gives, whatever becomes of them."""

import multiprocessing
import os

import pytest

from crisiskit.check.jobs import FEW, processors, spread

ITEMS = list(range(4 * FEW + 7))


def squared(item: int) -> tuple[int, int]:
    return item, item * item


@pytest.mark.parametrize("jobs", [1, 2, 3, 7])
@pytest.mark.parametrize("count", [0, 1, FEW, len(ITEMS), 2345])
def test_the_same_for_any_number_of_jobs(jobs: int, count: int) -> None:
    items = range(count)
    assert spread(squared, items, jobs) == [squared(item) for item in items]


def test_several_processes_work() -> None:
    together = multiprocessing.get_context("fork").Barrier(3, timeout=60)
    begun: set[int] = set()  # each process has its own

    def once_all_are_here(_item: int) -> int:
        if not begun:
            together.wait()
        begun.add(os.getpid())
        return os.getpid()

    used = set(spread(once_all_are_here, ITEMS, 3))
    assert len(used) == 3
    assert os.getpid() in used


def test_few_items_are_done_here() -> None:
    assert set(spread(lambda _item: os.getpid(), ITEMS[: FEW - 1], 8)) == {os.getpid()}


def test_what_a_process_does_not_bring_back_is_done_here() -> None:
    parent = os.getpid()

    def dies_elsewhere(item: int) -> int:
        if os.getpid() != parent and item == FEW + 1:
            os._exit(9)
        return item

    assert spread(dies_elsewhere, ITEMS, 2) == ITEMS


def test_an_error_is_raised_as_if_nobody_helped() -> None:
    def fails(item: int) -> int:
        if item == len(ITEMS) - 1:
            raise ValueError(item)
        return item

    with pytest.raises(ValueError, match=str(ITEMS[-1])):
        spread(fails, ITEMS, 2)


def test_there_is_at_least_one_processor() -> None:
    assert processors() >= 1
