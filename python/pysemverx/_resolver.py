"""Which versions fit together, and the check of the proof."""

from __future__ import annotations

from typing import TYPE_CHECKING, Iterable, Mapping, TypeVar

from . import _native
from ._control import OnProgress, control
from ._keywords import checked
from ._opening import endpoint_from_env, opened, text_of_endpoint
from ._policy import Policy, json_of
from ._range import VersionRange, range_text
from ._resolution import CertificateReport, Resolution
from ._sources import Bytes, Path, as_bytes, is_path, refused, wrong
from ._version import Version, text_of
from .errors import DiramError

if TYPE_CHECKING:
    from ._registry import Registry

T = TypeVar("T")

AnyRange = VersionRange | str
Requirements = Mapping[str, AnyRange] | Iterable[tuple[str, AnyRange]]
"""Names and ranges: a mapping, or pairs."""
Lock = Mapping[str, Version | str] | Iterable[tuple[str, Version | str]] | Resolution
"""Names and versions: a mapping, pairs, or an earlier answer."""


class Resolver:
    """Answers requests over a registry under one policy.

    ::

        answer = Resolver("reg.ndjson").resolve("app", "1.*.*.stable")
        print(answer.solution if answer.feasible else answer.explanation)

    It follows the registry: an answer is about the newest snapshot. Any number of threads may use
    one resolver at once, and many requests to one cost less than one resolver each.

    :param source: a :class:`Registry`, or the path of a registry file or folder; without one,
        what the environment variable ``DIRAM_REGISTRY`` names, else https://r.obinexus.org
    :param policy: what the root allows; default: the registry's own policy
    :raises RegistryError: (code ``POLICY``) the policy names a source that the registry has not
    """

    _handle: _native.Resolver

    @checked
    def __init__(self, source: Registry | Path | None = None, policy: Policy | None = None) -> None:
        self._handle = native_registry("source", source).resolver(json_of(policy))

    @checked
    def resolve(
        self,
        package: str | Requirements | None = None,
        version_range: AnyRange | None = None,
        *,
        requirements: Requirements | None = None,
        lock: Lock | None = None,
        now: int | None = None,
        certificate: bool = True,
        progress: OnProgress | None = None,
        cancel: _native.CancelToken | None = None,
        timeout: float | None = None,
    ) -> Resolution:
        """One version for each package that is needed, or why there is none.

        :param package: a name, or in its place ``requirements``
        :param version_range: which versions of that one package will do; default all
        :param requirements: names and ranges, at most 1,024
        :param lock: versions to prefer where they fit; they may be yanked, or up to fault 11
        :param now: the time for the policy's ``min_release_age``, in seconds since 1970; default:
            the clock
        :param certificate: whether the answer carries its proof
        :raises ArgumentError: a name that cannot be, or too many requirements
        :raises VersionError: not a range, or not a version in ``lock``
        :raises ResolutionError: (code ``BUDGET``) the policy's steps ran out. That nothing fits is
            an answer
        """
        if (package is None) == (requirements is None):
            raise refused("requirements", "give them, or a package in their place")
        wanted = package if requirements is None else requirements
        asked = _requirements(wanted, version_range)
        options = (_locked(lock), now, certificate, 0)
        steering = control(progress, cancel, timeout)
        return Resolution._from_json(self._handle.resolve(asked, options, steering))

    @checked
    def resolve_many(
        self,
        requests: Iterable[Requirements],
        *,
        lock: Lock | None = None,
        now: int | None = None,
        certificate: bool = True,
        threads: int = 0,
        progress: OnProgress | None = None,
        cancel: _native.CancelToken | None = None,
        timeout: float | None = None,
    ) -> list[Resolution | DiramError]:
        """:meth:`resolve` for each request, on several threads. A request that cannot be answered
        gives its error in its place, as a value.

        :param requests: each as :meth:`resolve` takes several requirements
        :param threads: worker threads; 0 = one per core
        """
        if isinstance(requests, (str, Mapping)):
            raise wrong("requests", "a list of requests", requests)
        asked = [_requirements(request, None) for request in requests]
        options = (_locked(lock), now, certificate, threads)
        steering = control(progress, cancel, timeout)
        answers = self._handle.resolve_many(asked, options, steering)
        return [Resolution._from_json(a) if isinstance(a, str) else a for a in answers]

    def __repr__(self) -> str:
        return "<Resolver>"


@checked
def verify_resolution(
    certificate: str | Bytes,
    *,
    key: str | Bytes | None = None,
    root: str | Bytes | None = None,
    registry: Registry | Path | None = None,
) -> CertificateReport:
    """Checks the proof of an answer, without any solver: every byte, every fact, every step.

    A solution is proven to meet every requirement, not that nothing newer exists. A "no" is proven
    for good. Without an anchor the certificate is consistent, and that is all: it may be of an
    invented registry.

    :param certificate: the certificate itself, as text or bytes (not the path of a file)
    :param key: the public key that must have signed the snapshot: 64 hex digits or 32 bytes
    :param root: the root that the snapshot must have: 64 hex digits or 32 bytes
    :param registry: a :class:`Registry` that must have the same trees, or its path
    :raises ResolutionError: (code ``CERTIFICATE``) anything at all is wrong with it
    :raises ArgumentError: more than one anchor
    """
    if sum(anchor is not None for anchor in (key, root, registry)) > 1:
        raise refused("registry", "give one of key, root and registry, or none")
    if isinstance(certificate, str):
        certificate = certificate.encode(errors="surrogatepass")  # then it is refused as no UTF-8
    content = as_bytes("certificate", certificate)
    held = None if registry is None else native_registry("registry", registry)
    report = _native.verify_resolution(content, _digits("key", key), _digits("root", root), held)
    return CertificateReport._from_json(report)


def native_registry(argument: str, source: Registry | Path | None) -> _native.Registry:
    """The native half of a registry, opened here if it is not open."""
    handle = getattr(source, "_handle", None)
    if isinstance(handle, _native.Registry):
        return handle
    if source is None:
        return opened(endpoint_from_env())
    if is_path(source):
        return opened(text_of_endpoint(source))
    raise wrong(argument, "a Registry or a path", source)


def _requirements(
    package: str | Requirements | None, version_range: AnyRange | None
) -> list[tuple[str, str]]:
    if isinstance(package, str):
        text = "*" if version_range is None else range_text("version_range", version_range)
        return [(package, text)]
    if version_range is not None:
        raise refused("version_range", "goes with the name of one package, not with requirements")
    return [
        (_name("requirements", name), range_text("requirements", wanted))
        for name, wanted in _pairs("requirements", package)
    ]


def _locked(lock: Lock | None) -> list[tuple[str, str]]:
    if lock is None:
        return []
    if isinstance(lock, Resolution):
        return [(chosen.name, str(chosen.version)) for chosen in lock.packages]
    return [(_name("lock", name), text_of("lock", version)) for name, version in _pairs("lock", lock)]


def _pairs(
    argument: str, given: Mapping[str, T] | Iterable[tuple[str, T]] | None
) -> list[tuple[str, T]]:
    wanted = "a mapping, or a list of pairs"
    if given is None:
        raise wrong(argument, wanted, given)
    try:
        pairs = [tuple(pair) for pair in (given.items() if isinstance(given, Mapping) else given)]
    except TypeError:
        raise wrong(argument, wanted, given) from None
    for pair in pairs:
        if len(pair) != 2:
            raise refused(argument, f"must be {wanted}; {pair!r} is none")
    return pairs


def _name(argument: str, name: str) -> str:
    if not isinstance(name, str):
        raise wrong(argument, "names as text", name)
    return name


def _digits(argument: str, value: str | Bytes | None) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return as_bytes(argument, value).hex()
