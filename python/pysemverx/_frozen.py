"""A dictionary that never changes, so that values can hold one and still be hashed and pickled."""

from __future__ import annotations

from typing import Any, Iterator, Mapping, TypeVar

K = TypeVar("K")
V_co = TypeVar("V_co", covariant=True)


class FrozenMap(Mapping[K, V_co]):
    """Reads like a :class:`dict`, and is equal to one with the same items."""

    __slots__ = ("_items",)

    def __init__(self, items: Mapping[K, V_co]) -> None:
        self._items = dict(items)

    def __getitem__(self, key: K) -> V_co:
        return self._items[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __hash__(self) -> int:
        return hash(frozenset(self._items.items()))

    def __repr__(self) -> str:
        return repr(self._items)

    def __copy__(self) -> FrozenMap[K, V_co]:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> FrozenMap[K, V_co]:
        return self

    def __reduce__(self) -> tuple[Any, tuple[dict[K, V_co]]]:
        return FrozenMap, (self._items,)
