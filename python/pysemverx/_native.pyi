# Types of the native module. Private: pysemverx is the public face.
from os import PathLike
from typing import Callable, Final, Protocol, TypedDict, final

_Path = str | PathLike[str]
# (progress, cancel, timeout in seconds)
_Control = tuple[Callable[[int, int | None, str], object] | None, CancelToken | None, float | None]

class _Readable(Protocol):
    def read(self, n: int, /) -> bytes: ...

class _Seekable(_Readable, Protocol):
    def seek(self, offset: int, whence: int, /) -> int: ...

class _Writable(Protocol):
    def write(self, data: bytes, /) -> int | None: ...

class _PackOptions(TypedDict):
    name: str | None
    version: str | None
    codec: str
    quality: int
    redundancy: float | None
    services: list[_Path]
    operations: list[_Path]
    divisions: list[_Path]
    country: list[_Path]
    mtime: bool
    epoch: int | None
    threads: int

__all__ = [
    "CLASSES",
    "CODES",
    "COHERENCE_THRESHOLD",
    "CancelToken",
    "EntryReader",
    "MAX_OUTPUT",
    "Package",
    "Packer",
    "VERSION",
    "check_part",
    "compress_with_recovery",
    "decompress_fault_tolerant",
    "heal_part",
    "huffman_codes",
    "huffman_decode",
    "huffman_encode",
    "pack",
    "pack_bytes",
    "pack_stream",
    "reconstruct_component",
    "unpack_bytes",
]

VERSION: Final[str]
COHERENCE_THRESHOLD: Final[float]
MAX_OUTPUT: Final[int]
# (number, name, class, retryable)
CODES: Final[list[tuple[int, str, str, bool]]]
# (class, class above)
CLASSES: Final[list[tuple[str, str | None]]]

@final
class CancelToken:
    def __new__(cls, *others: CancelToken) -> CancelToken: ...
    def cancel(self) -> None: ...
    @property
    def cancelled(self) -> bool: ...

@final
class Package:
    @staticmethod
    def open(path: _Path, control: _Control) -> Package: ...
    @staticmethod
    def open_bytes(data: bytes, control: _Control) -> Package: ...
    @staticmethod
    def open_reader(reader: _Seekable, control: _Control) -> Package: ...
    def close(self) -> None: ...
    @property
    def name(self) -> str | None: ...
    @property
    def version(self) -> str | None: ...
    def verify(self, control: _Control) -> str: ...
    def heal(self, path: _Path, salvage: bool, threads: int, control: _Control) -> str: ...
    def heal_to(
        self, writer: _Writable, salvage: bool, threads: int, control: _Control
    ) -> str: ...
    def unpack(
        self,
        folder: _Path,
        paths: list[str],
        salvage: bool,
        best_effort: bool,
        force: bool,
        threads: int,
        control: _Control,
    ) -> str: ...
    def unpack_components(
        self, folder: _Path, salvage: bool, force: bool, threads: int, control: _Control
    ) -> str: ...
    def entries(self, control: _Control) -> str: ...
    def read(
        self, name: str, salvage: bool, max_output: int, control: _Control
    ) -> bytes: ...
    def open_entry(self, name: str) -> EntryReader: ...
    def components(self, control: _Control) -> str: ...
    def has_component(self, name: str) -> bool: ...
    def verify_coherence(self, name: str, control: _Control) -> float: ...
    def recover_component(self, name: str, control: _Control) -> bytes: ...
    def overall_coherence(self, control: _Control) -> float: ...

@final
class EntryReader:
    @property
    def size(self) -> int: ...
    def read(self, length: int) -> bytes: ...
    def seek(self, offset: int, whence: int) -> int: ...
    def close(self) -> None: ...

@final
class Packer:
    def __new__(
        cls,
        path: _Path | None,
        writer: _Writable | None,
        options: _PackOptions,
        control: _Control,
    ) -> Packer: ...
    def add(self, name: str, size: int, reader: _Readable) -> None: ...
    def add_bytes(self, name: str, data: bytes) -> None: ...
    def finish(self) -> str: ...
    def discard(self) -> None: ...

def pack(
    src: _Path,
    path: _Path | None,
    writer: _Writable | None,
    options: _PackOptions,
    control: _Control,
) -> str: ...
def pack_stream(
    reader: _Readable,
    path: _Path | None,
    writer: _Writable | None,
    options: _PackOptions,
    control: _Control,
) -> str: ...
def pack_bytes(data: bytes, options: _PackOptions, control: _Control) -> bytes: ...
def unpack_bytes(
    package: bytes, salvage: bool, max_output: int, control: _Control
) -> bytes: ...
def compress_with_recovery(
    data: bytes, coherence_threshold: float, control: _Control
) -> bytes: ...
def decompress_fault_tolerant(
    package: bytes, corruption_level: float, control: _Control
) -> bytes: ...
def reconstruct_component(
    parts: list[bytes | None], salvage: bool
) -> tuple[bytes, float, list[int]]: ...
def check_part(part: bytes) -> str: ...
def heal_part(part: bytes) -> bytes: ...
def huffman_encode(data: bytes) -> bytes: ...
def huffman_decode(data: bytes, max_output: int) -> bytes: ...
def huffman_codes(data: bytes) -> list[tuple[int, int, int]]: ...
