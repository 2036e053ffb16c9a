"""When steps became ready, were done, were settled: by when things happened.

Times are derived like the states they belong to, and remembered for as long as the situation is.
"""

from typing import TYPE_CHECKING

from crisiskit.case.stepstate import State
from crisiskit.case.surroundings import Surroundings, since
from crisiskit.clock import instant, stamp
from crisiskit.playbook.durations import add
from crisiskit.playbook.plan import Approve, Need, Publish, Step, Wait

if TYPE_CHECKING:
    from crisiskit.case.situation import Situation


SettledAt = tuple[str | None, str | None]
"""When a step was settled: for those that name it, and for those that need it by default."""


class Timeline:
    """The times of a situation's steps, as stamps; None where a time has not come.

    `settled_at` is what the situation remembers of them.
    """

    def __init__(
        self, situation: "Situation", env: Surroundings, settled_at: dict[str, SettledAt]
    ) -> None:
        self._situation = situation
        self._case = situation.case
        self._env = env
        self._settled_at = settled_at

    # Done -----------------------------------------------------------------------------------

    def done_at(self, step: Step) -> str | None:
        """When a step was done, by when it happened."""
        record = self._case.record(step.id)
        if record.done_at or record.settled_at:
            return record.done_at or record.settled_at
        if self._situation.state(step) is not State.DONE:
            return None
        if step.kind == "draft":
            document = self._case.document_of(step.id)
            return document.current.at if document else None
        if isinstance(step.action, Approve):
            return self._signed_at(step.action, record.since)
        if isinstance(step.action, Publish):
            return record.published_at or self.ready_at(step)
        if isinstance(step.action, Wait):
            return self._wait_ended(step, step.action)
        return self._repeat_ended(step)

    def _signed_at(self, action: Approve, after: int) -> str | None:
        document = self._case.document_of(action.draft)
        roles = {approver.role for approver in action.roles}
        signed = document.signed(after) if document else []
        times = sorted(sign_off.at for sign_off in signed if sign_off.role in roles)
        return times[action.need - 1] if len(times) >= action.need else None

    def wait_is_over(self, step: Step, action: Wait) -> bool:
        """Whether what a `wait` step waits for has come, by the time of the situation."""
        situation = self._situation
        if situation.truth(step) is not True or not situation.may_start(step):
            return False
        if action.until is not None:
            return situation.holds(action.until) is True
        ready = self.ready_at(step)
        return ready is not None and add(instant(ready), action.lasts or "0m") <= situation.now

    def _wait_ended(self, step: Step, action: Wait) -> str | None:
        ready = self.ready_at(step) or self._case.opened_at
        if action.until is None:
            return stamp(add(instant(ready), action.lasts or "0m"))
        return max(ready, since(action.until, self._env, _is_true) or ready)

    def _repeat_ended(self, step: Step) -> str | None:
        until = getattr(step.action, "until", None)
        if until is None or self._situation.holds(until) is not True:
            return self._case.closed_at
        return since(until, self._env, _is_true)

    # Settled --------------------------------------------------------------------------------

    def settled_at(self, need: Need) -> str | None:
        """When a need was met; None while it is not."""
        if need.step not in self._settled_at:
            first = self._case.step(need.step)
            for step in self._case.needs_first(first, self._settled_at):
                self._settled_at[step.id] = self._when_settled(step)
        named, default = self._settled_at[need.step]
        return named if need.named else default

    def _when_settled(self, step: Step) -> SettledAt:
        fallen = self._situation.state(step) in _DOES_NOT_APPLY
        if fallen and step.when is not None and self._case.is_walked(step):
            begin = self._begin(step)
            false = since(step.when, self._env, _is_false)
            return _latest(begin, false), _latest(begin, since(step.when, self._env, _is_not_true))
        time = self._when_left(step)
        return time, time

    def _when_left(self, step: Step) -> str | None:
        """When somebody was through with it; None while nobody is."""
        record = self._case.record(step.id)
        if not self._case.is_walked(step):
            return self._case.opened_at
        state = self._situation.state(step)
        if state is State.DONE:
            return _latest(self.done_at(step), record.checked_at)
        if state is State.SKIPPED:
            return _latest(record.skipped_at, *self._needs_settled(step))
        return None

    # Ready ----------------------------------------------------------------------------------

    def ready_at(self, step: Step) -> str | None:
        """When a step became ready; None while it waits or nobody knows whether it applies."""
        situation = self._situation
        if not situation.may_start(step):
            return None
        begin = self._begin(step)
        if step.when is None:
            return begin
        if situation.truth(step) is not True and situation.state(step) in _DOES_NOT_APPLY:
            return None
        record = self._case.record(step.id)
        upto = record.done_at or record.skipped_at
        return _latest(begin, since(step.when, self._env, _is_true, upto))

    def _begin(self, step: Step) -> str | None:
        """When nothing that comes before a step held it any more."""
        record = self._case.record(step.id)
        times = [self._case.opened_at, self._case.phases.get(step.phase), record.reopened_at]
        return _latest(*times, *self._needs_settled(step))

    def _needs_settled(self, step: Step) -> list[str | None]:
        return [self.settled_at(need) for need in step.needs]


_DOES_NOT_APPLY = frozenset({State.NOT_APPLICABLE, State.UNDECIDED})
"""As far as anybody knows."""


def _latest(*times: str | None) -> str | None:
    return max((time for time in times if time is not None), default=None)


def _is_true(truth: bool | None) -> bool:
    return truth is True


def _is_false(truth: bool | None) -> bool:
    return truth is False


def _is_not_true(truth: bool | None) -> bool:
    return truth is not True
