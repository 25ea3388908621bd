"""Packing: files, folders, bytes and streams in, one package out."""

from __future__ import annotations

import warnings
from types import TracebackType
from typing import TYPE_CHECKING, Iterable, Literal

from . import _native
from ._control import OnProgress, control
from ._keywords import checked
from .errors import Code, StateError
from ._sources import Bytes, Path, Readable, Writable, as_bytes, is_bytes, is_path, refused, wrong
from .reports import PackReport

if TYPE_CHECKING:
    from ._native import _PackOptions

Codec = Literal["auto", "huffman", "brotli", "stored"]


@checked
def pack(
    src: Path | Readable,
    dst: Path | Writable,
    *,
    name: str | None = None,
    version: str | None = None,
    codec: Codec = "auto",
    quality: int = 5,
    redundancy: float | None = None,
    services: Iterable[Path] = (),
    operations: Iterable[Path] = (),
    divisions: Iterable[Path] = (),
    country: Iterable[Path] = (),
    mtime: bool = True,
    epoch: int | None = None,
    threads: int = 0,
    progress: OnProgress | None = None,
    cancel: _native.CancelToken | None = None,
    timeout: float | None = None,
) -> PackReport:
    """Packs a file, a folder or a stream into a package that heals itself.

    A package given as a path appears only when it is whole. A file object given as ``dst`` gets the
    package's bytes in order and is not closed.

    :param src: a path, or a file object open for reading bytes, packed as one file
    :param dst: a path, or a file object open for writing bytes
    :param name: package name; by default the file name of ``src``, or ``data``
    :param version: package version; by default ``0.0.0``
    :param codec: ``auto`` takes per component whichever is smallest
    :param quality: brotli quality, 0 to 11
    :param redundancy: parity's share of the package in percent, 6.25 (the default) to 44
    :param services: files that become components of that kind; likewise ``operations``,
        ``divisions`` and ``country``
    :param mtime: whether modification times are kept
    :param epoch: one modification time for everything, in seconds since 1970
    :param threads: worker threads; 0 = one per core
    :param progress: called with a :class:`Progress`, at most ten times a second and at the end;
        what it raises ends the call
    :param cancel: ends the call with :class:`Cancelled`
    :param timeout: ends the call with :class:`DeadlineExceeded` after so many seconds
    :raises ArgumentError: an option outside its limits
    :raises StorageError: the system refused to read or write
    """
    options = _options(
        name, version, codec, quality, redundancy,
        services, operations, divisions, country, mtime, epoch, threads,
    )  # fmt: skip
    steering = control(progress, cancel, timeout)
    path, writer = _target(dst)
    if is_path(src):
        report = _native.pack(src, path, writer, options, steering)
    elif isinstance(src, Readable):
        report = _native.pack_stream(src, path, writer, options, steering)
    else:
        raise wrong("src", "a path or a file object open for reading bytes", src)
    return PackReport._from_json(report)


@checked
def pack_bytes(
    data: Bytes,
    *,
    name: str | None = None,
    version: str | None = None,
    codec: Codec = "auto",
    quality: int = 5,
    redundancy: float | None = None,
    services: Iterable[Path] = (),
    operations: Iterable[Path] = (),
    divisions: Iterable[Path] = (),
    country: Iterable[Path] = (),
    mtime: bool = True,
    epoch: int | None = None,
    threads: int = 0,
    progress: OnProgress | None = None,
    cancel: _native.CancelToken | None = None,
    timeout: float | None = None,
) -> bytes:
    """Packs bytes into a package in memory. Options and errors are those of :func:`pack`."""
    options = _options(
        name, version, codec, quality, redundancy,
        services, operations, divisions, country, mtime, epoch, threads,
    )  # fmt: skip
    steering = control(progress, cancel, timeout)
    return _native.pack_bytes(as_bytes("data", data), options, steering)


@checked
def unpack_bytes(
    package: Bytes,
    *,
    salvage: bool = False,
    max_output: int = _native.MAX_OUTPUT,
    progress: OnProgress | None = None,
    cancel: _native.CancelToken | None = None,
    timeout: float | None = None,
) -> bytes:
    """Heals and unpacks a package in memory; gives its content stream.

    That is the file's bytes for one packed file, and a tar stream for a folder.

    :param salvage: go below the coherence threshold, to the mathematical limit
    :param max_output: the most bytes to give back; 1 GiB unless told otherwise
    :raises CoherenceError: below the threshold, and ``salvage`` not asked for
    :raises LostError: more is gone than the parity can give back
    :raises FormatError: not a package, or more than ``max_output`` bytes
    """
    steering = control(progress, cancel, timeout)
    return _native.unpack_bytes(as_bytes("package", package), salvage, max_output, steering)


class Packer:
    """Packs named files into one package, one after the other, without knowing them all before.

    ::

        with Packer("photos.zip", name="photos") as packer:
            packer.add("readme.txt", 5, b"hello")
            with open("a.jpg", "rb") as file:
                packer.add("a.jpg", os.path.getsize("a.jpg"), file)
        print(packer.report.output_bytes)

    Leaving the block finishes the package, an exception discards it. A package given as a path
    appears only when it is whole; a file object gets the bytes in order and is not closed. The
    options are those of :func:`pack`; ``timeout`` counts from here to the end. One thread at a
    time: a second one gets :class:`StateError`.
    """

    @checked
    def __init__(
        self,
        dst: Path | Writable,
        *,
        name: str | None = None,
        version: str | None = None,
        codec: Codec = "auto",
        quality: int = 5,
        redundancy: float | None = None,
        services: Iterable[Path] = (),
        operations: Iterable[Path] = (),
        divisions: Iterable[Path] = (),
        country: Iterable[Path] = (),
        mtime: bool = True,
        epoch: int | None = None,
        threads: int = 0,
        progress: OnProgress | None = None,
        cancel: _native.CancelToken | None = None,
        timeout: float | None = None,
    ) -> None:
        options = _options(
            name, version, codec, quality, redundancy,
            services, operations, divisions, country, mtime, epoch, threads,
        )  # fmt: skip
        path, writer = _target(dst)
        steering = control(progress, cancel, timeout)
        self.report: PackReport | None = None
        """What was packed; there after :meth:`finish`."""
        self._native = _native.Packer(path, writer, options, steering)
        self.over = False
        """Whether it was finished or discarded."""

    def add(self, name: str, size: int, source: Readable | Bytes) -> None:
        """Adds a file.

        :param name: its relative path, with ``/``
        :param size: its size in bytes
        :param source: the content: bytes, or a file object, from which ``size`` bytes are read
        """
        if is_bytes(source):
            content = as_bytes("source", source)
            if len(content) != size:
                raise refused("size", f"source has {len(content)} bytes, not {size}")
            self._native.add_bytes(name, content)
        elif isinstance(source, Readable):
            self._native.add(name, size, source)
        else:
            raise wrong("source", "bytes or a file object open for reading bytes", source)

    def finish(self) -> PackReport:
        """Writes what is left; the package is whole after this."""
        try:
            report = self._native.finish()
        except BaseException as error:
            self.over = not (isinstance(error, StateError) and error.code is Code.BUSY)
            raise
        self.over = True
        self.report = PackReport._from_json(report)
        return self.report

    def discard(self) -> None:
        """Drops the package. What a file object was given already stays there."""
        self._native.discard()
        self.over = True

    def __enter__(self) -> Packer:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        if kind is not None:
            self.discard()
        elif not self.over:
            self.finish()

    def __del__(self) -> None:
        if not getattr(self, "over", True):
            warnings.warn(f"unfinished {self!r}", ResourceWarning, source=self, stacklevel=1)

    def __repr__(self) -> str:
        return f"<Packer {'over' if self.over else 'open'}>"


def _target(dst: Path | Writable) -> tuple[Path | None, Writable | None]:
    if is_path(dst):
        return dst, None
    if isinstance(dst, Writable):
        return None, dst
    raise wrong("dst", "a path or a file object open for writing bytes", dst)


def _options(
    name: str | None,
    version: str | None,
    codec: str,
    quality: int,
    redundancy: float | None,
    services: Iterable[Path],
    operations: Iterable[Path],
    divisions: Iterable[Path],
    country: Iterable[Path],
    mtime: bool,
    epoch: int | None,
    threads: int,
) -> _PackOptions:
    return {
        "name": name,
        "version": version,
        "codec": codec,
        "quality": quality,
        "redundancy": redundancy,
        "services": _paths("services", services),
        "operations": _paths("operations", operations),
        "divisions": _paths("divisions", divisions),
        "country": _paths("country", country),
        "mtime": mtime,
        "epoch": epoch,
        "threads": threads,
    }


def _paths(argument: str, paths: Iterable[Path]) -> list[Path]:
    if is_path(paths):
        raise wrong(argument, "a list of paths", paths)
    return list(paths)
