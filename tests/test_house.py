"""The house keeps its shape: imports point down, rooms stand side by side, lint and types are clean."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "tellings"

ROOMS = ("reading", "cleaning", "language", "stories", "lineage", "claims", "comparison", "digest", "show")
FLOORS = [
    {"errors"},
    {"records"},
    {"text", "data"},
    {"entailment"},
    set(ROOMS),
    {"pipeline"},
    {"store"},
    {"engine"},
    {"api", "sample"},
    {"cli", "web"},
]


def floor_of(part: str) -> int:
    return next((number for number, floor in enumerate(FLOORS) if part in floor), len(FLOORS))


def imports_of(path: Path) -> set[str]:
    """The top-level parts of tellings that a module imports, also inside functions."""
    parts: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        modules = []
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            modules = [node.module or ""]
            if node.module == "tellings":
                modules = [f"tellings.{alias.name}" for alias in node.names]
        parts |= {m.split(".")[1] for m in modules if m.startswith("tellings.")}
    return parts


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_point_down_and_rooms_do_not_meet(path: Path) -> None:
    own = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    if own in {"__init__", "__main__"}:
        return

    for part in imports_of(path) - {own, "__version__"}:
        assert floor_of(part) < floor_of(own), f"{own} imports {part}"


@pytest.mark.parametrize(
    "command",
    [["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"]],
    ids=["lint", "format", "types"],
)
def test_code_is_clean(command: list[str]) -> None:
    finished = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)

    assert finished.returncode == 0, finished.stdout + finished.stderr
