"""A package opened for reading: verify, heal, unpack, read."""

from __future__ import annotations

import io
import warnings
from types import TracebackType
from typing import TYPE_CHECKING, Iterable

from . import _native
from ._control import OnProgress, control
from ._keywords import checked
from ._sources import Bytes, Path, Seekable, Writable, a_path, as_bytes, is_bytes, is_path, wrong
from .reports import ComponentView, Entry, HealReport, UnpackReport, Verification

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


class Package:
    """An open package. Damage is no error when opening: ask :meth:`verify`.

    ::

        with Package.open("photos.zip") as package:
            print(package.verify().status)
            package.unpack("restored")

    Any number of threads may use one package at once. Closing twice is fine, using a closed
    package is a :class:`StateError`; calls that run when it is closed come to their end.
    """

    _handle: _native.Package

    def __init__(self) -> None:
        raise TypeError("use Package.open(...)")

    @classmethod
    @checked
    def open(
        cls,
        src: Path | Bytes | Seekable,
        *,
        progress: OnProgress | None = None,
        cancel: _native.CancelToken | None = None,
        timeout: float | None = None,
    ) -> Package:
        """Opens a package.

        :param src: a path, the bytes of a package, or a file object that can seek; it is not
            closed with the package
        :param progress: called while a badly damaged package is searched
        :raises FormatError: nothing in it is part of a package
        :raises StorageError: the system refused to read it
        """
        steering = control(progress, cancel, timeout)
        package = cls.__new__(cls)
        if is_path(src):
            package._handle = _native.Package.open(src, steering)
        elif is_bytes(src):
            package._handle = _native.Package.open_bytes(as_bytes("src", src), steering)
        elif isinstance(src, Seekable):
            package._handle = _native.Package.open_reader(src, steering)
        else:
            raise wrong("src", "a path, bytes, or a file object with read and seek", src)
        package._closed = False
        return package

    _closed = True

    @property
    def closed(self) -> bool:
        """Whether :meth:`close` was called."""
        return self._closed

    def close(self) -> None:
        """Lets go of the source."""
        self._closed = True
        self._handle.close()

    def __enter__(self) -> Package:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        self.close()

    def __del__(self) -> None:
        if not self._closed:
            warnings.warn(f"unclosed {self!r}", ResourceWarning, source=self, stacklevel=1)

    def __repr__(self) -> str:
        if self._closed:
            return "<Package closed>"
        return f"<Package {self._handle.name!r} {self._handle.version!r}>"

    @property
    def name(self) -> str | None:
        """The package's name; ``None`` when its manifest is beyond recovery."""
        return self._handle.name

    @property
    def version(self) -> str | None:
        """The package's version; ``None`` when its manifest is beyond recovery."""
        return self._handle.version

    @checked
    def verify(
        self,
        *,
        progress: OnProgress | None = None,
        cancel: _native.CancelToken | None = None,
        timeout: float | None = None,
    ) -> Verification:
        """Looks at every byte. Damage is a result, never an error."""
        return Verification._from_json(self._handle.verify(control(progress, cancel, timeout)))

    @checked
    def heal(
        self,
        dst: Path | Writable,
        *,
        salvage: bool = False,
        threads: int = 0,
        progress: OnProgress | None = None,
        cancel: _native.CancelToken | None = None,
        timeout: float | None = None,
    ) -> HealReport:
        """Writes the original package, byte for byte.

        :param dst: a path, which may be the package's own, or a file object open for writing bytes
        :param salvage: go below the coherence threshold, to the mathematical limit
        :param threads: worker threads; 0 = one per core
        :raises CoherenceError: below the threshold, and ``salvage`` not asked for
        :raises LostError: more is gone than the parity can give back
        """
        steering = control(progress, cancel, timeout)
        if is_path(dst):
            report = self._handle.heal(dst, salvage, threads, steering)
        elif isinstance(dst, Writable):
            report = self._handle.heal_to(dst, salvage, threads, steering)
        else:
            raise wrong("dst", "a path or a file object open for writing bytes", dst)
        return HealReport._from_json(report)

    @checked
    def unpack(
        self,
        folder: Path,
        *,
        paths: Iterable[str] | None = None,
        salvage: bool = False,
        best_effort: bool = False,
        force: bool = False,
        threads: int = 0,
        progress: OnProgress | None = None,
        cancel: _native.CancelToken | None = None,
        timeout: float | None = None,
    ) -> UnpackReport:
        """Unpacks into a folder, which appears only when whole. Mends on the way.

        :param paths: only these members; a folder means everything below it
        :param salvage: go below the coherence threshold, to the mathematical limit
        :param best_effort: write every file that no lost range touches, and the damaged ones as
            ``NAME.damaged``
        :param force: replace files in an existing folder that is not empty
        :param threads: worker threads; 0 = one per core
        :raises CoherenceError: below the threshold, and ``salvage`` not asked for
        :raises LostError: more is gone than the parity can give back
        :raises StorageError: the folder exists and is not empty (``errno.EEXIST``)
        """
        report = self._handle.unpack(
            a_path("folder", folder),
            _names(paths),
            salvage,
            best_effort,
            force,
            threads,
            control(progress, cancel, timeout),
        )
        return UnpackReport._from_json(report)

    @checked
    def unpack_components(
        self,
        folder: Path,
        *,
        salvage: bool = False,
        force: bool = False,
        threads: int = 0,
        progress: OnProgress | None = None,
        cancel: _native.CancelToken | None = None,
        timeout: float | None = None,
    ) -> UnpackReport:
        """Writes every component, of every kind, as ``diram-KIND-N.bin`` into a folder."""
        steering = control(progress, cancel, timeout)
        report = self._handle.unpack_components(
            a_path("folder", folder), salvage, force, threads, steering
        )
        return UnpackReport._from_json(report)

    @checked
    def entries(
        self,
        *,
        progress: OnProgress | None = None,
        cancel: _native.CancelToken | None = None,
        timeout: float | None = None,
    ) -> tuple[Entry, ...]:
        """The members of the content, in package order."""
        return Entry._list_from_json(self._handle.entries(control(progress, cancel, timeout)))

    @checked
    def namelist(
        self,
        *,
        progress: OnProgress | None = None,
        cancel: _native.CancelToken | None = None,
        timeout: float | None = None,
    ) -> list[str]:
        """The paths of the members, in package order."""
        found = self.entries(progress=progress, cancel=cancel, timeout=timeout)
        return [entry.path for entry in found]

    @checked
    def read(
        self,
        name: str,
        *,
        salvage: bool = False,
        max_output: int = _native.MAX_OUTPUT,
        progress: OnProgress | None = None,
        cancel: _native.CancelToken | None = None,
        timeout: float | None = None,
    ) -> bytes:
        """One member's content, or a component's by its name (``diram-component-0.bin``).

        :param salvage: go below the coherence threshold, to the mathematical limit
        :param max_output: the most bytes to give back; 1 GiB unless told otherwise
        :raises ArgumentError: nothing of that name
        :raises FormatError: more than ``max_output`` bytes (code ``OUTPUT_LIMIT``)
        """
        steering = control(progress, cancel, timeout)
        return self._handle.read(name, salvage, max_output, steering)

    def open_entry(self, name: str) -> io.BufferedReader:
        """One member's content as a file object for reading; it can seek."""
        return io.BufferedReader(_EntryFile(name, self._handle.open_entry(name)))

    @checked
    def components(
        self,
        *,
        progress: OnProgress | None = None,
        cancel: _native.CancelToken | None = None,
        timeout: float | None = None,
    ) -> tuple[ComponentView, ...]:
        """Every component with its parts, as the original specification shows them."""
        steering = control(progress, cancel, timeout)
        return ComponentView._list_from_json(self._handle.components(steering))

    def has_component(self, name: str) -> bool:
        """Whether the package has this component, by ``diram-component-N.bin`` or by the name of
        one of its parts, with or without folder."""
        return self._handle.has_component(name)

    @checked
    def verify_coherence(
        self,
        name: str,
        *,
        progress: OnProgress | None = None,
        cancel: _native.CancelToken | None = None,
        timeout: float | None = None,
    ) -> float:
        """The coherence of one component, as received."""
        return self._handle.verify_coherence(name, control(progress, cancel, timeout))

    @checked
    def recover_component(
        self,
        name: str,
        *,
        progress: OnProgress | None = None,
        cancel: _native.CancelToken | None = None,
        timeout: float | None = None,
    ) -> bytes:
        """One component's bytes, healed to the mathematical limit: to ask for recovery is to ask
        for salvage.

        :raises LostError: more is gone than the parity can give back
        """
        return self._handle.recover_component(name, control(progress, cancel, timeout))

    @property
    def overall_coherence(self) -> float:
        """Intact parts / all parts, as received. The first use looks at every byte."""
        return self._handle.overall_coherence(control())


class _EntryFile(io.RawIOBase):
    def __init__(self, name: str, native: _native.EntryReader) -> None:
        super().__init__()
        self.name = name
        self.size = native.size
        self._handle = native

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        with memoryview(buffer).cast("B") as view:
            content = self._handle.read(len(view))
            view[: len(content)] = content
        return len(content)

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        return self._handle.seek(offset, whence)

    def close(self) -> None:
        if not self.closed:
            self._handle.close()
        super().close()


def _names(paths: Iterable[str] | None) -> list[str]:
    if isinstance(paths, str):
        raise wrong("paths", "a list of member names", paths)
    return [] if paths is None else list(paths)
