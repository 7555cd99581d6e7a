"""The rules of the house that a tool can hold; the layers are held by import-linter, the style by ruff and mypy."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import kehoach

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "pipeline" / "kehoach"
MODULES = sorted(PACKAGE.rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("test_*.py"))

LONGEST_MODULE = 400
LONGEST_FUNCTION = 50
MOST_NAMES = 8
MOST_STRINGS = 10
STAGES = {"ingest", "normalise", "structure", "citations", "resolve", "classify"}

MECHANISM = {
    ("ingest/html/tree.py", "_CLOSES"),  # which HTML elements end which: the format's own grammar
    ("ingest/numerals.py", "_ROMAN"),  # the Roman numeral system
    ("normalise/unicode.py", "REPLACED"),  # code points, no words
    ("normalise/unicode.py", "LOOK_ALIKE"),
}
"""Literals of many strings that are no lexicon: (module, the name they are bound to)."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


def name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix() if path.is_relative_to(PACKAGE) else path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def functions(node: ast.AST) -> Iterator[Function]:
    return (n for n in ast.walk(node) if isinstance(n, Function))


def called(node: ast.Call) -> str:
    """Return the last name of what is called: `raises` for `pytest.raises(…)`."""
    return ast.unparse(node.func).rpartition(".")[2]


@pytest.mark.parametrize("path", sorted((PACKAGE / "records").glob("*.py")), ids=name)
def test_every_record_is_frozen_and_slotted(path: Path) -> None:
    loose = []
    for n in ast.walk(tree(path)):
        if isinstance(n, ast.ClassDef):
            made = [ast.unparse(d) for d in n.decorator_list]
            if not any(d.startswith("dataclass(") and "frozen=True" in d and "slots=True" in d for d in made):
                loose.append(n.name)
    assert loose == []


def test_records_are_found() -> None:
    found = [n.name for p in (PACKAGE / "records").glob("*.py") for n in ast.walk(tree(p)) if isinstance(n, ast.ClassDef)]
    assert {"Span", "Mention", "Plan"} <= set(found)


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_modules_and_functions_are_short(path: Path) -> None:
    long = [(f.name, size(f)) for f in functions(tree(path)) if size(f) > LONGEST_FUNCTION]
    assert long == []
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST_MODULE


def size(function: Function) -> int:
    """Return the lines of a function, its decorators and docstring included."""
    start = min(n.lineno for n in (function, *function.decorator_list))
    return (function.end_lineno or start) - start + 1


def test_the_root_gives_few_names() -> None:
    assert 0 < len(kehoach.__all__) <= MOST_NAMES
    assert [n for n in kehoach.__all__ if getattr(kehoach, n, None) is None] == []


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_lexicons_are_data(path: Path) -> None:
    found = [(bound, line, count) for bound, line, count in lexicons(tree(path), "") if (name(path), bound) not in MECHANISM]
    assert found == []


def test_every_exception_is_used() -> None:
    found = {(name(p), bound) for p in MODULES for bound, _, _ in lexicons(tree(p), "")}
    assert found >= MECHANISM


@pytest.mark.parametrize(
    ("code", "count"),
    [
        ("A = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k']", 11),
        ("A = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j']", None),
        ("A = frozenset({'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k'})", 11),
        ("A = 'a b c d e f g h i j k'.split()", 11),
        ("A = (('a', 'b', 'c'), ('d', 'e', 'f'), ('g', 'h', 'i'), ('j', 'k'))", 11),
        ("A = {'a': 1, 'b': 2, 'c': 3, 'd': 4, 'e': 5, 'f': 6, 'g': 7, 'h': 8, 'i': 9, 'j': 10, 'k': 11}", 11),
        ("A = {'a': x, 'b': x, 'c': x, 'd': x, 'e': x, 'f': x, 'g': x, 'h': x, 'i': x, 'j': x, 'k': x}", None),
    ],
)
def test_what_counts_as_a_lexicon(code: str, count: int | None) -> None:
    assert [c for _, _, c in lexicons(ast.parse(code), "")] == ([] if count is None else [count])


def lexicons(node: ast.AST, bound: str) -> Iterator[tuple[str, int, int]]:
    """Yield (name bound to, line, number of strings) of the outermost literals below `node` that hold too many strings."""
    match node:
        case ast.Assign(targets=[ast.Name(id=found)]) | ast.AnnAssign(target=ast.Name(id=found)):
            bound = found
        case ast.FunctionDef(name=found) | ast.ClassDef(name=found):
            bound = found
    if isinstance(node, ast.expr) and (count := strings(node)) > MOST_STRINGS:
        yield bound, node.lineno, count
        return
    for below in ast.iter_child_nodes(node):
        yield from lexicons(below, bound)


def strings(node: ast.expr | None) -> int:
    """Return how many constant strings a literal holds; an entry of a dict whose value is computed is a field, not a word."""
    match node:
        case ast.Constant(value=str()):
            return 1
        case ast.List(elts=items) | ast.Tuple(elts=items) | ast.Set(elts=items):
            return sum(strings(i) for i in items)
        case ast.Dict(keys=keys, values=values):
            return sum(max(strings(k), strings(v)) for k, v in zip(keys, values, strict=True) if isinstance(v, ast.Constant) or strings(v))
        case ast.Call(func=ast.Attribute(value=ast.Constant(value=str(words)), attr="split"), args=[]):
            return len(words.split())
    return 0


@pytest.mark.parametrize("path", sorted((PACKAGE / "cli").rglob("*.py")), ids=name)
def test_the_command_line_imports_no_stage(path: Path) -> None:
    found: set[str] = set()
    for n in ast.walk(tree(path)):
        if isinstance(n, ast.Import):
            found |= {a.name for a in n.names}
        elif isinstance(n, ast.ImportFrom):
            found |= {n.module or ""} | {f"{n.module}.{a.name}" for a in n.names}
    assert {x for x in found if x.startswith("kehoach.") and x.split(".")[1] in STAGES} == set()


@pytest.mark.parametrize("path", [p for p in MODULES if not p.is_relative_to(PACKAGE / "cli")], ids=name)
def test_only_the_command_line_prints(path: Path) -> None:
    assert [n.lineno for n in ast.walk(tree(path)) if isinstance(n, ast.Call) and ast.unparse(n.func) == "print"] == []


@pytest.mark.parametrize("path", TESTS, ids=name)
def test_every_test_asserts(path: Path) -> None:
    module = tree(path)
    checkers = {f.name for f in functions(module) if asserts(f, set())}
    tests = [f for f in functions(module) if f.name.startswith("test_")]
    assert tests
    assert [f.name for f in tests if not asserts(f, checkers)] == []


def asserts(function: Function, checkers: set[str]) -> bool:
    """Say whether a function asserts something, expects an error, or calls one of `checkers`."""
    found = {called(n) for n in ast.walk(function) if isinstance(n, ast.Call)}
    return not found.isdisjoint({"raises", *checkers}) or any(isinstance(n, ast.Assert) for n in ast.walk(function))
