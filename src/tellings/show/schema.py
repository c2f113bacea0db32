"""The JSON Schema of a comparison, generated from the types in `objects`, so that shape and schema cannot part.

The package ships it as `story.schema.json`; `python -m tellings.show.schema` prints it anew.
"""

import inspect
import json
import types
from enum import StrEnum
from importlib.resources import files
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints, is_typeddict

from tellings.show.objects import ComparisonJson

DRAFT = "https://json-schema.org/draft/2020-12/schema"
_PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}


def story_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what `tellings compare --json` writes."""
    definitions: dict[str, Any] = {}
    top = _schema_of(ComparisonJson, definitions)
    return {
        "$schema": DRAFT,
        "title": "A comparison by Tellings: every telling of one event",
        **top,
        "$defs": {name: definitions[name] for name in sorted(definitions)},
    }


def schema_text() -> str:
    """The schema as the shipped file has it."""
    return json.dumps(story_schema(), indent=2, ensure_ascii=False) + "\n"


def shipped_schema_text() -> str:
    """The schema file that comes with the package."""
    return (files("tellings.show") / "story.schema.json").read_text(encoding="utf-8")


def _schema_of(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    """The schema of one type; objects and enumerations go to `definitions` and are referred to."""
    origin, arguments = get_origin(kind), get_args(kind)
    if kind in _PLAIN:
        return {"type": _PLAIN[kind]}
    if origin is Annotated:
        return {**_schema_of(arguments[0], definitions), **dict(arguments[1:])}
    if origin is Literal:
        return {"const": arguments[0]} if len(arguments) == 1 else {"enum": list(arguments)}
    if origin in {Union, types.UnionType}:
        return {"anyOf": [_schema_of(argument, definitions) for argument in arguments]}
    if origin is list:
        return {"type": "array", "items": _schema_of(arguments[0], definitions)}
    name = kind.__name__.removesuffix("Json")
    if name not in definitions:
        definitions[name] = {}
        definitions[name] = _object(kind, definitions) if is_typeddict(kind) else _enumeration(kind)
    return {"$ref": f"#/$defs/{name}"}


def _object(kind: type, definitions: dict[str, Any]) -> dict[str, Any]:
    hints = get_type_hints(kind, include_extras=True)
    return {
        "type": "object",
        "description": " ".join(inspect.cleandoc(kind.__doc__ or "").split()),
        "properties": {name: _schema_of(hint, definitions) for name, hint in hints.items()},
        "required": list(hints),
        "additionalProperties": False,
    }


def _enumeration(kind: type[StrEnum]) -> dict[str, Any]:
    return {
        "type": "string",
        "description": inspect.cleandoc(kind.__doc__ or "").splitlines()[0],
        "enum": [member.value for member in kind],
    }


if __name__ == "__main__":
    print(schema_text(), end="")
