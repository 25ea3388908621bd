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
from typing import Any, Callable, Concatenate, Coroutine, Generator, ParamSpec, TypeVar

from . import _pack, _package, _parts
from . import huffman as _huffman
from ._control import OnProgress
from ._coroutines import Steering, twin
from ._native import CancelToken
from ._sources import Bytes, Path, Readable, Seekable, Writable
from .reports import PackReport

__all__ = [
    "EntryFile",
    "Package",
    "Packer",
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
]

P = ParamSpec("P")
T = TypeVar("T")

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


def _method(
    function: Callable[Concatenate[_package.Package, P], T],
) -> Callable[Concatenate[Package, P], Coroutine[Any, Any, T]]:
    blocking = twin(function)

    @functools.wraps(function)
    async def call(self: Package, /, *args: P.args, **kwargs: P.kwargs) -> T:
        return await blocking(self._package, *args, **kwargs)

    return call


class Package:
    """An open package; see :class:`pysemverx.Package`, whose methods are coroutines here."""

    def __init__(self, package: _package.Package) -> None:
        self._package = package

    @staticmethod
    def open(
        src: Path | Bytes | Seekable,
        *,
        progress: OnProgress | None = None,
        cancel: CancelToken | None = None,
        timeout: float | None = None,
    ) -> _Opening:
        """Opens a package: await it, or use it in ``async with``."""
        return _Opening(
            functools.partial(_open, src, progress=progress, cancel=cancel, timeout=timeout)
        )

    verify = _method(_package.Package.verify)
    heal = _method(_package.Package.heal)
    unpack = _method(_package.Package.unpack)
    unpack_components = _method(_package.Package.unpack_components)
    entries = _method(_package.Package.entries)
    namelist = _method(_package.Package.namelist)
    read = _method(_package.Package.read)
    components = _method(_package.Package.components)
    has_component = _method(_package.Package.has_component)
    verify_coherence = _method(_package.Package.verify_coherence)
    recover_component = _method(_package.Package.recover_component)
    _open_entry = _method(_package.Package.open_entry)
    _coherence = _method(_coherence)

    async def overall_coherence(self) -> float:
        """Intact parts / all parts, as received. The first use looks at every byte."""
        return await self._coherence()

    async def open_entry(self, name: str) -> EntryFile:
        """One member's content, read piece by piece."""
        return EntryFile(await self._open_entry(name))

    @property
    def name(self) -> str | None:
        """The package's name; ``None`` when its manifest is beyond recovery."""
        return self._package.name

    @property
    def version(self) -> str | None:
        """The package's version; ``None`` when its manifest is beyond recovery."""
        return self._package.version

    @property
    def closed(self) -> bool:
        """Whether :meth:`close` was called."""
        return self._package.closed

    def close(self) -> None:
        """Lets go of the source."""
        self._package.close()

    async def __aenter__(self) -> Package:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return repr(self._package).replace("<Package", "<aio.Package", 1)


_open = twin(_package.Package.open)


class _Opening:
    """A package that is being opened."""

    def __init__(self, start: Callable[[], Coroutine[Any, Any, _package.Package]]) -> None:
        self._start = start
        self._opened: Package | None = None

    async def _open(self) -> Package:
        return Package(await self._start())

    def __await__(self) -> Generator[Any, Any, Package]:
        return self._open().__await__()

    async def __aenter__(self) -> Package:
        self._opened = await self._open()
        return self._opened

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        if self._opened is not None:
            self._opened.close()


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
