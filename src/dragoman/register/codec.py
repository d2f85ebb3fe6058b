"""Records to JSON and back: what the model says of a record's fields is all that is needed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

T = TypeVar("T")
ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
AS_THEY_ARE = frozenset({str, int, float, bool, NoneType})


def encode(record: object) -> str:
    """The record as compact JSON; the same record always gives the same bytes."""
    return ENCODER.encode(plain(record))


def decode(kind: type[T], text: str) -> T:
    """The record of that kind which `encode` wrote as this text."""
    convert: Callable[[Any], T] = _converters(kind)
    return convert(json.loads(text))


def plain(value: object) -> Any:
    """The value as JSON knows it; fields that hold their default are left out, for size."""
    kind = type(value)
    if kind in AS_THEY_ARE:
        return value
    if kind is tuple or kind is list:
        return [plain(v) for v in value]  # type: ignore[attr-defined]
    kept: dict[str, Any] = {}
    for name, default in _layouts(kind):
        content = getattr(value, name)
        if default is MISSING or content != default:
            kept[name] = plain(content)
    return kept if kept or is_dataclass(value) else _other(value)


def _other(value: object) -> Any:
    """Values that are rare: of a subclass, days, moments."""
    if isinstance(value, tuple | list):
        return [plain(v) for v in value]
    return value.isoformat() if isinstance(value, date) else value


def _layout(kind: type) -> tuple[tuple[str, Any], ...]:
    """The names and defaults of a record's fields; nothing for what is no record."""
    return tuple((f.name, f.default) for f in fields(kind)) if is_dataclass(kind) else ()


_layouts: Callable[[type], tuple[tuple[str, Any], ...]] = cache(_layout)


def converter(kind: Any) -> Callable[[Any], Any]:
    """A function that makes a value of this type from what JSON gave."""
    origin, args = get_origin(kind), get_args(kind)
    if origin is UnionType or NoneType in args:
        return _optional(next(converter(a) for a in args if a is not NoneType))
    if origin is tuple:
        return _tuple(args)
    if isinstance(kind, type) and is_dataclass(kind):
        return _record(kind)
    if kind is datetime:
        return datetime.fromisoformat
    if kind is date:
        return date.fromisoformat
    return float if kind is float else lambda value: value


_converters: Callable[[Any], Callable[[Any], Any]] = cache(converter)


def _optional(inner: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else inner(value)


def _tuple(args: tuple[Any, ...]) -> Callable[[Any], Any]:
    if len(args) == 2 and args[1] is Ellipsis:
        each = converter(args[0])
        return lambda values: tuple(each(v) for v in values)
    parts = [converter(a) for a in args]
    return lambda values: tuple(part(v) for part, v in zip(parts, values, strict=True))


def _record(kind: type) -> Callable[[Any], Any]:
    hints = get_type_hints(kind)
    # Fields that a newer program wrote and this one does not know are passed over.
    parts = {f.name: converter(hints[f.name]) for f in fields(kind)}
    return lambda values: kind(**{name: parts[name](v) for name, v in values.items() if name in parts})
