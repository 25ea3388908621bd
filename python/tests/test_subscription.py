from __future__ import annotations

import gc
import json
import logging
import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from pysemverx import (
    ArgumentError,
    Code,
    Observer,
    Policy,
    RateLimitExceeded,
    Registry,
    RegistryError,
    ResolutionError,
    StateError,
    Subscription,
    TooManyObservers,
    Update,
    Version,
)
from pysemverx.registry import UpdateKind

LINES = """
{"name":"app","version":"1.0.0","deps":{"core":"^1"}}
{"name":"core","version":"1.0.0","deps":{},"published":1000}
"""
LONG = 60.0
"""Seconds until a test gives up; nothing here waits for time to pass."""


@pytest.fixture
def registry() -> Iterator[Registry]:
    with Registry.from_lines(LINES, clock=1_000) as opened:
        yield opened


def publish(registry: Registry, number: int, name: str = "core") -> None:
    registry.publish({"name": name, "version": f"1.0.{number}", "deps": {}})


def drained(subscription: Subscription) -> list[Update]:
    return list(iter(lambda: subscription.next(0), None))


def test_an_update(registry: Registry) -> None:
    with registry.subscribe("core") as subscription:
        assert subscription.next(0) is None and subscription.package == "core"
        publish(registry, 1)
        update = subscription.next(LONG)
        assert update is not None and update.kind is UpdateKind.PUBLISH
        assert (update.package, update.seq, update.index, update.merged) == ("core", 2, 0, 0)
        assert (update.old_version, update.version) == (Version("1.0.0"), Version("1.0.1"))
        assert update.fix is None and update.dependents == () and update.fault == 0
        again = Update._from_json(json.dumps(update.to_dict()))
        assert again == update == pickle.loads(pickle.dumps(update)) and hash(again) == hash(update)
        assert len(registry.node("core", "1.0.0").observers) == 1
    assert registry.node("core", "1.0.0").observers == ()


def test_a_burst_then_five_a_second(registry: Registry) -> None:
    subscription = registry.subscribe("core")
    for number in range(1, 16):
        publish(registry, number)
    assert [update.seq for update in drained(subscription)] == list(range(2, 12))
    for step in range(5):
        registry.advance_clock(199)
        assert subscription.next(0) is None
        registry.advance_clock(1)
        assert [update.seq for update in drained(subscription)] == [12 + step]
    registry.advance_clock(1_000_000)
    assert drained(subscription) == []


def test_mandatory_updates_wait_for_nothing(registry: Registry) -> None:
    of_core, of_app = registry.subscribe("core"), registry.subscribe("app")
    for number in range(1, 16):
        publish(registry, number)
    registry.set_fault("core", "1.0.15", 9)
    told = drained(of_core)
    assert len(told) == 11 and told[-1].kind is UpdateKind.MANDATORY
    (update,) = drained(of_app)
    assert (update.package, update.version) == ("core", told[-1].version)
    assert update.dependents == ("app",) and update.fix == Version("1.0.14")
    assert (update.merged, told[-1].merged) == (0, 1)  # what was held back was for core's alone
    with Registry.from_lines(LINES, clock=0, policy=Policy(max_update_rate=0)) as muted:
        subscription = muted.subscribe("core")
        publish(muted, 1)
        assert drained(subscription) == []
        muted.set_fault("core", "1.0.1", 9)
        assert [update.kind for update in drained(subscription)] == ["mandatory"]


def test_a_hundred_observers(registry: Registry) -> None:
    many = [registry.subscribe("core") for _ in range(100)]
    with pytest.raises(TooManyObservers) as caught:
        registry.subscribe("core")
    assert caught.value.code is Code.TOO_MANY_OBSERVERS
    many.pop().close()
    many.append(registry.subscribe("core"))
    del many[:50]  # nobody holds them any more
    gc.collect()
    assert len(registry.node("core", "1.0.0").observers) == 50
    publish(registry, 1)
    assert all(len(drained(one)) == 1 for one in many)


def test_what_happened_since(registry: Registry) -> None:
    publish(registry, 1)
    registry.yank("core", "1.0.1")
    told = drained(registry.subscribe("core", since=1))
    assert [(u.kind, u.seq) for u in told] == [("publish", 2), ("yank", 3)]
    assert [u.seq for u in drained(registry.subscribe("core", since=2))] == [3]
    with pytest.raises(RegistryError) as future:
        registry.subscribe("core", since=4)
    assert future.value.code is Code.SNAPSHOT
    with pytest.raises(StateError):
        registry.at(1).subscribe("core")
    with pytest.raises(ResolutionError) as missing:
        registry.subscribe("cor")
    assert missing.value.near_names == ("core",)


def test_a_strict_registry_refuses_what_is_too_fast() -> None:
    with Registry.from_lines(LINES, clock=0, policy=Policy(strict=True)) as registry:
        subscription = registry.subscribe("core")
        for number in range(1, 11):
            publish(registry, number)
        with pytest.raises(RateLimitExceeded) as caught:
            publish(registry, 11)
        assert caught.value.retryable and caught.value.retry_after == 0.2
        assert registry.snapshot().seq == 11
        assert len(drained(subscription)) == 10


def test_stale(registry: Registry) -> None:
    assert registry.check_stale() == ()
    subscription = registry.subscribe("core")
    assert registry.check_stale() == ()
    registry.advance_clock(91 * 24 * 3600 * 1000)
    for _ in range(2):
        (stale,) = registry.check_stale()
        assert (stale.package, stale.kind, stale.version) == ("core", "stale", Version("1.0.0"))
    assert drained(subscription) == [stale]
    assert registry.check_stale(days=92) == ()
    with pytest.raises(ArgumentError, match="days"):
        registry.check_stale(-1)
    with Registry.from_lines(LINES) as real, pytest.raises(StateError):
        real.advance_clock(1)


class TestWaiting:
    def test_another_thread_publishes(self, registry: Registry) -> None:
        subscription = registry.subscribe("core")
        thread = threading.Thread(target=publish, args=(registry, 1))
        thread.start()
        update = subscription.next(LONG)
        thread.join()
        assert update is not None and update.seq == 2

    def test_the_clock_brings_what_was_held_back(self, registry: Registry) -> None:
        subscription = registry.subscribe("core")
        for number in range(1, 12):
            publish(registry, number)
        assert len(drained(subscription)) == 10
        thread = threading.Thread(target=registry.advance_clock, args=(200,))
        thread.start()
        update = subscription.next(LONG)
        thread.join()
        assert update is not None and update.seq == 12

    def test_the_real_clock_brings_it_too(self) -> None:
        with Registry.from_lines(LINES, policy=Policy(max_update_rate=1000)) as registry:
            subscription = registry.subscribe("core")
            for number in range(1, 2_500):
                publish(registry, number)
            last = 0
            while last < 2_500:
                update = subscription.next(LONG)
                assert update is not None and update.seq > last
                last = update.seq

    @pytest.mark.parametrize("of", ["subscription", "registry"])
    def test_closing_ends_the_wait(self, registry: Registry, of: str) -> None:
        subscription, ended = registry.subscribe("core"), queue.Queue[Any]()

        def wait() -> None:
            try:
                subscription.next()
            except StateError as error:
                ended.put(error.code)

        def walk() -> None:
            ended.put(list(subscription))

        threads = [threading.Thread(target=job) for job in (wait, walk)]
        for thread in threads:
            thread.start()
        (subscription if of == "subscription" else registry).close()
        for thread in threads:
            thread.join(LONG)
        answers = [ended.get(timeout=LONG) for _ in threads]
        assert Code.CLOSED in answers and [] in answers
        assert subscription.closed and "closed" in repr(subscription)
        subscription.close()

    @pytest.mark.parametrize("wrong", [-1, float("nan"), "1", True])
    def test_wrong_times(self, registry: Registry, wrong: Any) -> None:
        with registry.subscribe("core") as subscription, pytest.raises(ArgumentError):
            subscription.next(wrong)

    def test_no_update_in_time(self, registry: Registry) -> None:
        with registry.subscribe("core") as subscription:
            assert subscription.next(0.001) is None


class TestCallbacks:
    def test_one_that_fails_stops_nobody(
        self, registry: Registry, caplog: pytest.LogCaptureFixture
    ) -> None:
        told, other = queue.Queue[Update](), queue.Queue[Update]()

        def fail_first(update: Update) -> None:
            told.put(update)
            if update.seq == 2:
                raise ValueError("on purpose")

        with caplog.at_level(logging.ERROR, "pysemverx"):
            registry.subscribe("core", fail_first)
            registry.subscribe("core", other.put)
            for number in (1, 2):
                publish(registry, number)
            assert [told.get(timeout=LONG).seq for _ in range(2)] == [2, 3]
            assert [other.get(timeout=LONG).seq for _ in range(2)] == [2, 3]
        (record,) = caplog.records
        assert "observer of core" in record.getMessage() and record.exc_info is not None

    def test_never_on_the_thread_that_subscribes(self, registry: Registry) -> None:
        publish(registry, 1)
        told = queue.Queue[int]()
        registry.subscribe("core", lambda _: told.put(threading.get_ident()), since=1)
        assert told.get(timeout=LONG) != threading.get_ident()

    def test_it_may_use_the_registry(self, registry: Registry) -> None:
        told = queue.Queue[int]()

        def answer(update: Update) -> None:
            if update.kind is UpdateKind.PUBLISH:
                registry.yank("core", update.version)
            else:
                told.put(update.seq)

        registry.subscribe("core", answer)
        publish(registry, 1)
        assert told.get(timeout=LONG) == 3

    def test_observers_under_the_originals_names(self, registry: Registry) -> None:
        told = queue.Queue[Update]()
        observer = Observer(told.put)
        assert observer.last_notified is None
        subscription = registry.register_observer("core", observer)
        publish(registry, 1)
        assert told.get(timeout=LONG).seq == 2 and observer.last_notified is not None
        subscription.close()
        wrong: Any = "callback"
        for call in (
            lambda: Observer(wrong),
            lambda: registry.register_observer("core", wrong),
            lambda: registry.subscribe("core", wrong),
        ):
            with pytest.raises(ArgumentError):
                call()

    def test_the_thread_ends_with_the_registry(self) -> None:
        before = set(threading.enumerate())
        with Registry.from_lines(LINES) as registry:
            registry.subscribe("core", print)
            (thread,) = set(threading.enumerate()) - before
        thread.join(LONG)
        assert not thread.is_alive()


def run(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code, LINES, *arguments],
        text=True, capture_output=True, timeout=LONG, check=False,
    )  # fmt: skip


def test_a_process_ends_with_subscriptions_open() -> None:
    code = """
import sys, threading
from pysemverx import Registry
registry = Registry.from_lines(sys.argv[1])
registry.subscribe("core", print)
threading.Thread(target=registry.subscribe("core").next, daemon=True).start()
sys.pending = registry  # lives as long as the interpreter
"""
    done = run(code)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_ctrl_c_ends_the_wait() -> None:
    code = """
import signal, sys
from pysemverx import Registry
signal.signal(signal.SIGINT, signal.default_int_handler)
with Registry.from_lines(sys.argv[1]) as registry:
    subscription = registry.subscribe("core")
    try:
        print("waiting", flush=True)
        subscription.next()
    except KeyboardInterrupt:
        print("interrupted", flush=True)
"""
    command = [sys.executable, "-c", code, LINES]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "waiting\n"
        child.send_signal(signal.SIGINT)
        assert child.communicate(timeout=LONG)[0] == "interrupted\n"
    assert child.returncode == 0


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_fork(registry: Registry) -> None:
    """What happens, happens in the process that subscribed."""
    subscription = registry.subscribe("core")
    child = os.fork()
    if child == 0:
        wrong = 1
        try:
            calls: list[Callable[[], object]]
            calls = [lambda: subscription.next(0), lambda: next(subscription)]
            for call in calls:
                with pytest.raises(StateError, match="another process") as caught:
                    call()
                assert caught.value.code is Code.STATE
            subscription.close()
            registry.close()
            del subscription, calls, call, caught
            gc.collect()
            wrong = 0
        finally:
            os._exit(wrong)
    assert os.waitpid(child, 0)[1] == 0
    publish(registry, 1)
    assert subscription.next(LONG) is not None
