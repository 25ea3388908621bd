"""Plugins: programs that may veto what a registry is about to do."""

from __future__ import annotations

import dataclasses
import difflib
import inspect
import logging
from typing import Any, Literal, Mapping, Protocol

from . import _native
from ._registry_reports import EntryReport
from ._report import Report
from ._scanner import OrphanReport, SecurityScanner
from ._sources import refused, wrong

_log = logging.getLogger("pysemverx")

Hook = Literal["on_publish", "on_install", "on_update", "on_remove", "on_resolve"]
HOOKS: tuple[Hook, ...] = ("on_publish", "on_install", "on_update", "on_remove", "on_resolve")


@dataclasses.dataclass(frozen=True, slots=True)
class Proposal(Report):
    """An answer that is about to become a lock."""

    _nested = {"packages": EntryReport}

    requirements: Mapping[str, str]
    """What the project asks for: names and ranges."""
    packages: tuple[EntryReport, ...]
    """Every package chosen, by label."""
    installs: tuple[str, ...]
    """Labels of those that come."""
    updates: tuple[str, ...]
    """Labels of those that change their version."""
    removes: tuple[str, ...]
    """Labels of those that go."""


@dataclasses.dataclass(frozen=True, slots=True)
class PluginState(Report):
    """A plugin of a registry."""

    name: str
    on: bool
    """Whether it is asked."""
    why: str | None
    """Why it is not asked any more."""


@dataclasses.dataclass(frozen=True, slots=True)
class Vote(Report):
    """What a plugin answered."""

    plugin: str
    """The plugin's name."""
    hook: Hook
    """The method that was called."""
    name: str
    """The package it was asked about; empty for ``on_resolve``."""
    version: str
    """Its version."""
    answer: Literal["yes", "no", "failed", "late", "missing"]
    why: str | None
    """Its reason, if it gave one."""


class RegistryPlugin(Protocol):
    """A plugin: any object with any of these methods.

    A method that returns agrees, one that raises refuses, and the exception's text is the reason.
    Each is called on a thread of diram's own.
    """

    def on_publish(self, package: EntryReport) -> object:
        """May this version be published?"""

    def on_install(self, package: EntryReport) -> object:
        """May this package come into a lock?"""

    def on_update(self, old: EntryReport, new: EntryReport) -> object:
        """May this package change its version in a lock?"""

    def on_remove(self, package: EntryReport) -> object:
        """May this package leave a lock?"""

    def on_resolve(self, proposal: Proposal) -> object:
        """May this answer, as a whole, become a lock?"""


class Asking:
    """Calls a plugin's methods: gives the reason for a no, or ``None`` for a yes."""

    def __init__(self, plugin: object) -> None:
        self._plugin = plugin

    def __call__(self, hook: Hook, *arguments: str) -> str | None:
        made = Proposal if hook == "on_resolve" else EntryReport
        try:
            answer = getattr(self._plugin, hook)(*[made._from_json(text) for text in arguments])
        except BaseException as raised:  # whatever it is: the plugin did not agree
            _log.debug("%s of plugin %r raised", hook, self._plugin, exc_info=True)
            return _reason(raised)
        if isinstance(answer, BaseException):
            return _reason(answer)
        if inspect.isawaitable(answer):
            if inspect.iscoroutine(answer):
                answer.close()
            return f"{hook} gave something to await; a plugin answers at once"
        return None


def given(plugin: object) -> _native._Plugin:
    """A plugin in the form the native module takes: name, its methods, and what calls them."""
    if isinstance(plugin, (SecurityScanner, OrphanReport)):
        return plugin._handle
    if isinstance(plugin, type):
        raise refused("plugin", f"must be an object; {plugin.__name__} is a class: call it")
    methods: list[str] = [hook for hook in HOOKS if callable(getattr(plugin, hook, None))]
    for method in (name for name in dir(plugin) if name.startswith("on_") and name not in HOOKS):
        if nearest := difflib.get_close_matches(method, HOOKS, n=1, cutoff=0.8):
            raise refused("plugin", f"nothing calls {method}; did you mean {nearest[0]}?")
    if not methods:
        raise refused("plugin", f"must have one of the methods {', '.join(HOOKS)}")
    for method in methods:
        if inspect.iscoroutinefunction(getattr(plugin, method)):
            raise refused("plugin", f"{method} is a coroutine function; a plugin answers at once")
    return _name(plugin), methods, Asking(plugin)


def _name(plugin: object) -> str:
    name: Any = getattr(plugin, "name", None)
    if callable(name):
        name = name()
    if name is None:
        return type(plugin).__name__
    if not isinstance(name, str):
        raise wrong("plugin", "an object whose name is text", plugin)
    return name


def _reason(raised: BaseException) -> str:
    text = str(raised) or type(raised).__name__
    return text.encode(errors="backslashreplace").decode()
