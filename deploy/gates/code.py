"""Python: small files and functions, locks and messages spelt in one place, no import hidden without a reason."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from deploy.gates.finding import Finding, files

LONGEST_FILE = 400
LONGEST_FUNCTION = 50
LOCKING = frozenset({"select_for_update"})
ROOMS_THAT_LOCK = frozenset({"locks"})
SENDING = frozenset({"delay", "apply_async", "delay_on_commit", "group_send", "send_task"})
ROOMS_THAT_SEND = frozenset({"events", "handlers", "tasks", "hub"})
NO_REASON = re.compile(r"#\s*(noqa\b[:\sA-Z0-9,]*|type:\s*ignore(\[[^\]]*\])?)\s*$")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def findings(root: Path) -> list[Finding]:
    paths = (path for path in files(root, "*.py") if "migrations" not in path.parts)
    return [one for path in paths for one in check(path, path.relative_to(root))]


def check(path: Path, name: Path) -> list[Finding]:
    """Everything wrong with one file; `name` is its path inside the project, whose rooms decide what it may."""
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    found = list(_sizes(lines, name))
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, Function):
            found += _function(node, lines, name)
        elif isinstance(node, ast.Call) and name.parts[0] not in {"tests", "deploy"}:
            found += _call(node, name)
    return sorted(found)


def _sizes(lines: list[str], name: Path) -> Iterator[Finding]:
    if len(lines) > LONGEST_FILE:
        yield Finding(name, len(lines), f"{len(lines)} lines, {LONGEST_FILE} at most")


def _function(node: Function, lines: list[str], name: Path) -> Iterator[Finding]:
    length = (node.end_lineno or node.lineno) - node.lineno + 1
    if length > LONGEST_FUNCTION:
        yield Finding(name, node.lineno, f"{node.name} has {length} lines, {LONGEST_FUNCTION} at most")
    if name.parts[0] == "tests":
        return
    for inner in _own_nodes(node):
        if isinstance(inner, ast.Import | ast.ImportFrom) and not _has_reason(lines, inner):
            yield Finding(name, inner.lineno, f"import inside {node.name} without a comment that says why")


def _own_nodes(function: Function) -> Iterator[ast.AST]:
    """The nodes of a function without those of functions inside it, which are looked at by themselves."""
    todo: list[ast.AST] = list(function.body)
    while todo:
        node = todo.pop()
        yield node
        if not isinstance(node, Function):
            todo += ast.iter_child_nodes(node)


def _has_reason(lines: list[str], node: ast.Import | ast.ImportFrom) -> bool:
    own = lines[node.lineno - 1 : node.end_lineno]
    before = lines[node.lineno - 2].strip() if node.lineno > 1 else ""
    return before.startswith("#") or any("#" in line and not NO_REASON.search(line) for line in own)


def _call(node: ast.Call, name: Path) -> Iterator[Finding]:
    if not isinstance(node.func, ast.Attribute):
        return
    verb, rooms = node.func.attr, {*name.parts[:-1], name.stem}
    if verb in LOCKING and not rooms & ROOMS_THAT_LOCK:
        yield Finding(name, node.lineno, f"{verb} belongs into locks.py")
    if verb in SENDING and not rooms & ROOMS_THAT_SEND:
        yield Finding(name, node.lineno, f"{verb} belongs into events or handlers, behind the outbox")
