"""Which versions fit together, and the check of the proof."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Iterable, Mapping, TypeVar

from . import _native
from ._control import OnProgress, control
from ._keywords import checked
from ._opening import endpoint_from_env, opened, text_of_endpoint
from ._policy import Policy, json_of
from ._range import VersionRange, range_text
from ._resolution import CertificateReport, Resolution, answered
from ._sources import Bytes, Path, as_bytes, is_path, refused, wrong
from ._strategy_reports import CheckReport, SolutionNode, Strategy, UpdatePath
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
Solution = Mapping[str, Version | str] | Iterable[tuple[str, Version | str]] | Resolution
"""The keys and values of :attr:`Resolution.solution`: a mapping, pairs, or an answer itself."""

STRATEGIES: tuple[Strategy, ...] = ("eulerian", "hamiltonian", "astar")


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
        return answered(self._handle.resolve(asked, options, steering), asked)

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
        return [
            answered(answer, request) if isinstance(answer, str) else answer
            for answer, request in zip(answers, asked)
        ]

    @checked
    def check(
        self,
        solution: Solution,
        strategy: Strategy,
        running: Solution | None = None,
        literal: bool = False,
    ) -> CheckReport:
        """Checks a solution by one of the original's three strategies. It reports and refuses nothing.

        ``"eulerian"``: may what runs be swapped for it while it runs? ``"hamiltonian"``: in which
        order does all of it install? ``"astar"``: which way leads from what runs to it?

        :param running: what runs now; default: nothing does
        :param literal: ask for the original's literal verdicts
        :raises ResolutionError: (code ``NOT_FOUND``) a version that the registry has not
        """
        if strategy not in STRATEGIES:
            nearest = difflib.get_close_matches(str(strategy), STRATEGIES, n=1)
            hint = f"did you mean {nearest[0]!r}?" if nearest else f"known are {', '.join(STRATEGIES)}"
            raise refused("strategy", f"there is no {strategy!r}; {hint}")
        chosen, runs = _chosen("solution", solution), _chosen("running", running)
        return CheckReport._from_json(self._handle.check(chosen, strategy, runs, literal))

    @checked
    def plan(
        self,
        package: str,
        from_version: Version | str,
        to_version: Version | str,
        running: Solution | None = None,
    ) -> UpdatePath:
        """The cheapest safe way of a package from one version to another, hop by hop. That there is
        none is an answer: see ``found`` and ``reason``.

        :param running: what else runs: a hop that it does not bear costs more and says what has to
            change with it
        :raises VersionError: not a version
        :raises ResolutionError: (code ``NOT_FOUND``) a version that the registry has not
        """
        ends = text_of("from_version", from_version), text_of("to_version", to_version)
        runs = _chosen("running", running)
        return UpdatePath._from_json(self._handle.plan(_name("package", package), *ends, runs))

    def graph(self, solution: Solution) -> tuple[SolutionNode, ...]:
        """Each chosen version with what it needs of the others, by label.

        :raises ResolutionError: (code ``NOT_FOUND``) a version that the registry has not
        """
        return SolutionNode._list_from_json(self._handle.graph(_chosen("solution", solution)))

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


def _chosen(argument: str, solution: Solution | None) -> list[tuple[str, str]]:
    if solution is None:
        return []
    if isinstance(solution, Resolution):
        if not solution.feasible:
            raise refused(argument, f"is an answer that nothing fits: {solution.explanation}")
        solution = solution.solution
    pairs = _pairs(argument, solution)
    return [(_name(argument, label), text_of(argument, version)) for label, version in pairs]


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
