"""Where a registry is, and how the native module opens it."""

from __future__ import annotations

import os

from . import _native
from ._policy import Policy, json_of
from ._sources import Bytes, Path, a_path, as_bytes, wrong


def endpoint_from_env() -> str:
    """What the environment variable ``DIRAM_REGISTRY`` names, else the default endpoint."""
    return os.environ.get("DIRAM_REGISTRY", _native.DEFAULT_ENDPOINT)


def text_of_endpoint(endpoint: Path) -> str:
    """A path or URL as text."""
    return os.fsdecode(a_path("endpoint", endpoint))


def opened(
    endpoint: str,
    *,
    tier: str = "live",
    policy: Policy | None = None,
    signing_key: Bytes | None = None,
    clock: int | None = None,
    gated: bool = False,
    max_bytes: int | None = None,
) -> _native.Registry:
    """The native half of a registry."""
    return _native.Registry.open(
        endpoint,
        _options(tier, policy, signing_key, clock, gated, max_bytes),
    )


def read(
    lines: str,
    *,
    tier: str = "live",
    policy: Policy | None = None,
    signing_key: Bytes | None = None,
    clock: int | None = None,
    gated: bool = False,
) -> _native.Registry:
    """The native half of a registry whose file's text is ``lines``."""
    return _native.Registry.from_lines(
        lines,
        _options(tier, policy, signing_key, clock, gated, None),
    )


def _options(
    tier: str,
    policy: Policy | None,
    signing_key: Bytes | None,
    clock: int | None,
    gated: bool,
    max_bytes: int | None,
) -> _native._RegistryOptions:
    if not isinstance(tier, str):
        raise wrong("tier", "the name of a source", tier)
    key = None if signing_key is None else as_bytes("signing_key", signing_key)
    return {
        "tier": tier,
        "policy": json_of(policy),
        "signing_key": key,
        "clock": clock,
        "gated": gated,
        "max_bytes": max_bytes,
    }
