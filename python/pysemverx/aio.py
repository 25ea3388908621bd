"""The same names as coroutines, for asyncio.

::

    from pysemverx import aio

    await aio.pack("photos", "photos.zip")
    async with aio.Package.open("photos.zip") as package:
        await package.unpack("restored")

The work runs on a few threads of its own, so the event loop goes on. Cancelling the task stops the
work: the call ends when the work has ended, and nothing goes on behind your back. ``progress`` is
called on the event loop; file objects are read and written on the threads.
"""

from __future__ import annotations

import functools
import io
from types import TracebackType
from typing import Any

from . import _pack, _package, _parts
from . import huffman as _huffman
from ._aio_registry import Registry, Resolver, verify_resolution
from ._aio_subscription import Subscription
from ._control import OnProgress
from ._coroutines import Opening, Steering, Twin, method, twin
from ._native import CancelToken
from ._sources import Bytes, Path, Readable, Seekable, Writable
from .reports import PackReport

__all__ = [
    "EntryFile",
    "Package",
    "Packer",
    "Registry",
    "Resolver",
    "Subscription",
    "check_part",
    "compress_with_recovery",
    "decompress_fault_tolerant",
    "heal_part",
    "huffman_codes",
    "huffman_decode",
    "huffman_encode",
    "pack",
    "pack_bytes",
    "reconstruct_component",
    "unpack_bytes",
    "verify_resolution",
]

pack = twin(_pack.pack)
pack_bytes = twin(_pack.pack_bytes)
unpack_bytes = twin(_pack.unpack_bytes)
reconstruct_component = twin(_parts.reconstruct_component)
check_part = twin(_parts.check_part)
heal_part = twin(_parts.heal_part)
compress_with_recovery = twin(_parts.compress_with_recovery)
decompress_fault_tolerant = twin(_parts.decompress_fault_tolerant)
huffman_encode = twin(_huffman.encode)
huffman_decode = twin(_huffman.decode)
huffman_codes = twin(_huffman.codes)


def _coherence(package: _package.Package) -> float:
    return package.overall_coherence


class Package(Twin[_package.Package]):
    """An open package; see :class:`pysemverx.Package`, whose methods are coroutines here."""

    @staticmethod
    def open(
        src: Path | Bytes | Seekable,
        *,
        progress: OnProgress | None = None,
        cancel: CancelToken | None = None,
        timeout: float | None = None,
    ) -> Opening[Package]:
        """Opens a package: await it, or use it in ``async with``."""
        options = {"progress": progress, "cancel": cancel, "timeout": timeout}
        return Opening(functools.partial(_open, src, **options))

    verify = method(_package.Package.verify)
    heal = method(_package.Package.heal)
    unpack = method(_package.Package.unpack)
    unpack_components = method(_package.Package.unpack_components)
    entries = method(_package.Package.entries)
    namelist = method(_package.Package.namelist)
    read = method(_package.Package.read)
    components = method(_package.Package.components)
    has_component = method(_package.Package.has_component)
    verify_coherence = method(_package.Package.verify_coherence)
    recover_component = method(_package.Package.recover_component)
    _open_entry = method(_package.Package.open_entry)
    _coherence = method(_coherence)

    async def overall_coherence(self) -> float:
        """Intact parts / all parts, as received. The first use looks at every byte."""
        return await self._coherence()

    async def open_entry(self, name: str) -> EntryFile:
        """One member's content, read piece by piece."""
        return EntryFile(await self._open_entry(name))

    @property
    def name(self) -> str | None:
        """The package's name; ``None`` when its manifest is beyond recovery."""
        return self._blocking.name

    @property
    def version(self) -> str | None:
        """The package's version; ``None`` when its manifest is beyond recovery."""
        return self._blocking.version

    @property
    def closed(self) -> bool:
        """Whether :meth:`close` was called."""
        return self._blocking.closed

    def close(self) -> None:
        """Lets go of the source."""
        self._blocking.close()

    async def __aenter__(self) -> Package:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        self.close()


_opened = twin(_package.Package.open)


async def _open(src: Path | Bytes | Seekable, **options: Any) -> Package:
    return Package(await _opened(src, **options))


class EntryFile:
    """One member's content as a file whose reads are coroutines."""

    def __init__(self, file: io.BufferedReader) -> None:
        self._file = file
        self.read = twin(file.read)
        """``await read(n=-1)``: at most ``n`` bytes, or all that is left."""
        self.seek = twin(file.seek)
        """``await seek(offset, whence=0)``: goes to a place, and gives it from the beginning."""

    def close(self) -> None:
        """Lets go of it."""
        self._file.close()

    async def __aenter__(self) -> EntryFile:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        self.close()


class Packer:
    """Packs named files one after the other; see :class:`pysemverx.Packer`.

    ::

        async with aio.Packer("photos.zip", name="photos") as packer:
            await packer.add("readme.txt", 5, b"hello")
    """

    def __init__(self, dst: Path | Writable, **options: Any) -> None:
        self._steering = Steering(options.get("progress"), options.get("cancel"))
        options.update(progress=self._steering.progress, cancel=self._steering.token)
        self._packer = _pack.Packer(dst, **options)

    @property
    def report(self) -> PackReport | None:
        """What was packed; there after :meth:`finish`."""
        return self._packer.report

    async def add(self, name: str, size: int, source: Readable | Bytes) -> None:
        """Adds a file."""
        await self._steering.run(functools.partial(self._packer.add, name, size, source))

    async def finish(self) -> PackReport:
        """Writes what is left; the package is whole after this."""
        return await self._steering.run(self._packer.finish)

    def discard(self) -> None:
        """Drops the package."""
        self._packer.discard()

    async def __aenter__(self) -> Packer:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        if kind is not None:
            self.discard()
        elif not self._packer.over:
            await self.finish()

    def __repr__(self) -> str:
        return repr(self._packer).replace("<Packer", "<aio.Packer", 1)
