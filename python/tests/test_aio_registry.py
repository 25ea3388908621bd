from __future__ import annotations

import asyncio
import inspect
from pathlib import Path

import pytest
from test_aio import run

from pysemverx import (
    ArgumentError,
    Policy,
    Progress,
    Registry,
    RegistryError,
    Resolution,
    Resolver,
    StateError,
    StorageError,
    Update,
    Version,
    aio,
)

LINES = """
{"name":"app","version":"1.0.0","deps":{"core":"^1"}}
{"name":"core","version":"1.9.0","deps":{}}
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "reg.ndjson"
    file.write_text(LINES)
    return file


@run
async def test_the_whole_way(path: Path) -> None:
    async with aio.Registry.open(path, clock=7) as registry:
        assert (registry.endpoint, registry.source, registry.public_key) == (str(path), "live", None)
        assert await registry.names() == ("app", "core")
        receipt = await registry.publish({"name": "core", "version": "1.10.0", "deps": {}})
        assert receipt.snapshot == await registry.snapshot()
        answer = await registry.resolver.resolve("app", "^1")
        assert answer.solution["core"] == Version("1.10.0")
        await registry.rollback("core", 1)
        assert (await registry.resolver.resolve("app")).solution["core"] == Version("1.9.0")
        old = await registry.at(2)
        assert len(await old.versions("core")) == 2
        assert answer.certificate is not None
        read = await aio.Registry.from_lines(LINES, clock=7)
        assert read.policy == registry.policy == Policy()
        assert await read.resolver.resolve("app") == await (await registry.at(1)).resolver.resolve("app")
        read.close()
        report = await aio.verify_resolution(answer.certificate, root=answer.snapshot.root)
        assert report.anchored
    assert registry.closed and "aio.Registry" in repr(registry)
    with pytest.raises(StateError):
        await registry.names()


@run
async def test_resolvers(path: Path) -> None:
    resolver = await aio.Resolver.open(path, Policy(budget=100))
    seen: list[Progress] = []
    answers = await resolver.resolve_many([{"app": "*"}] * 200, progress=seen.append)
    await asyncio.sleep(0)
    assert seen[-1] == Progress(200, 200, "resolve")
    assert all(isinstance(answer, Resolution) and answer.feasible for answer in answers)
    together = await asyncio.gather(*(resolver.resolve("app") for _ in range(50)))
    assert together == [answers[0]] * 50
    with Registry(path) as blocking:
        assert (await (await aio.Resolver.open(blocking)).resolve("app")).feasible
    registry = await aio.Registry.open(path)
    assert (await (await aio.Resolver.open(registry)).resolve("app")).feasible
    registry.close()


@run
async def test_failures(path: Path) -> None:
    with pytest.raises(StorageError):
        await aio.Registry.open("missing.ndjson")
    with pytest.raises(ArgumentError, match="did you mean 'tier'"):
        await aio.Registry.open(path, tire="live")
    resolver = await aio.Resolver.open(path)
    with pytest.raises(ArgumentError):
        await resolver.resolve("no name")
    task = asyncio.create_task(resolver.resolve_many([{"app": "*"}] * 200_000))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


@run
async def test_subscriptions(path: Path) -> None:
    async with aio.Registry.open(path, clock=7) as registry:
        async with await registry.subscribe("core") as subscription:
            assert await subscription.next(0) is None and subscription.package == "core"
            waiting = asyncio.create_task(subscription.next(60))
            await asyncio.sleep(0)
            await registry.publish({"name": "core", "version": "1.10.0", "deps": {}})
            update = await waiting
            assert update is not None and update.seq == 2
            assert await subscription.next(0.001) is None
            waiting = asyncio.create_task(subscription.next())
            await asyncio.sleep(0)
            waiting.cancel()
            with pytest.raises(asyncio.CancelledError):
                await waiting
        with pytest.raises(StateError):
            await subscription.next()
        many = [await registry.subscribe("core") for _ in range(100)]
        await registry.yank("core", "1.10.0")
        told = await asyncio.gather(*(one.next(60) for one in many))
        assert {update.kind.value for update in told if update} == {"yank"}
        seen = asyncio.Queue[Update]()
        walking = [asyncio.create_task(walk(one, seen)) for one in many]
        await registry.set_fault("core", "1.10.0", 9)
        assert [(await seen.get()).kind.value for _ in many] == ["mandatory"] * 100
    await asyncio.gather(*walking)  # closing the registry ends them all
    assert all(one.closed for one in many) and seen.empty()


async def walk(subscription: aio.Subscription, seen: asyncio.Queue[Update]) -> None:
    async for update in subscription:
        seen.put_nowait(update)


@run
async def test_plugins_and_locks(path: Path) -> None:
    class No:
        def on_install(self, package: object) -> None:
            raise ValueError("no")

    (path.parent / "package.json").write_text('{"dependencies":{"app":"semverx:^1"}}')
    async with aio.Registry.open(path) as registry:
        await registry.plug(No())
        with pytest.raises(RegistryError, match="refused to install app"):
            await registry.lock(path.parent)
        assert await registry.unplug("No") and await registry.plugins() == ()
        assert (await registry.lock(path.parent)).status == "written"
        answer = await registry.resolver.resolve("app")
        assert (await registry.resolver.check(answer, "hamiltonian")).verdict == "SAFE_SWAP"


def test_every_method_has_its_twin() -> None:
    for blocking, twin in ((Registry, aio.Registry), (Resolver, aio.Resolver)):
        public = {name for name in dir(blocking) if not name.startswith("_")} - {"from_env", "register_observer"}
        assert public <= set(dir(twin))
        for name in public - {"close"}:
            if callable(getattr(blocking, name)):
                assert inspect.iscoroutinefunction(getattr(twin, name)), name
