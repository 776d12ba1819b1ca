"""Takes each permission check, version check and transaction out of the code, one at a time; a test must notice.

Each change is made in a copy of the project. The tests about the changed file are tried first, then those about who
may do what and about races, then all that need no browser; the first red one has noticed. Prints every change that
nobody noticed and, last, `mutations: N, noticed: N`. Locks are only taken out where DATABASE_URL names PostgreSQL.
"""

import argparse
import ast
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ("access.py", "middleware.py", "queries", "workflow.py", "rectification.py", "actions", "forms", "views")
REFUSALS = {"NotAllowed", "Http404", "PermissionDenied", "NotTheirs"}
STALE = {"StaleReport", "WrongState", "stale_report"}
GUARDS = {"state", "version", "state__in"}
BROAD = ("tests/test_access_matrix.py", "tests/hostile", "tests/views", "tests/actions")
KINDS = ("permission", "version", "transaction", "lock")
MINUTES = 15


@dataclass(frozen=True, slots=True)
class Mutation:
    """One change: the text from `start` to `end` (offsets in the file) becomes `becomes`."""

    path: str
    line: int
    kind: str
    what: str
    start: int
    end: int
    becomes: str


class Finder(ast.NodeVisitor):
    """Finds what can be taken out of one file."""

    def __init__(self, path: str, source: str) -> None:
        self.path, self.source = path, source
        self.starts = [0]
        for line in source.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line.encode()))
        self.found: list[Mutation] = []
        # Whether the function that is looked at answers for a person.
        self.of_person = False

    def offset(self, line: int, column: int) -> int:
        """Where a place is in the file's bytes."""
        return self.starts[line - 1] + column

    def change(self, node: ast.expr | ast.stmt, kind: str, becomes: str, what: str = "") -> None:
        """Note that the text of `node` may be replaced."""
        start = self.offset(node.lineno, node.col_offset)
        end = self.offset(node.end_lineno or node.lineno, node.end_col_offset or node.col_offset)
        words = what or ast.unparse(node)[:90]
        self.found.append(Mutation(self.path, node.lineno, kind, words, start, end, becomes))

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        """A transaction around a whole function; and a question of `access` that is answered."""
        for decorator in node.decorator_list:
            if ast.unparse(decorator) == "transaction.atomic":
                self.change(decorator, "transaction", "(lambda function: function)", f"@atomic {node.name}")
        answers = node.returns is not None and ast.unparse(node.returns) == "bool"
        if self.path == "reports/access.py" and answers:
            last = node.body[-1]
            if isinstance(last, ast.Return) and last.value is not None:
                self.change(last.value, "permission", "True", f"{node.name}: {ast.unparse(last.value)[:70]}")
        before, self.of_person = self.of_person, any(one.arg == "person" for one in node.args.args)
        self.generic_visit(node)
        self.of_person = before

    def visit_With(self, node: ast.With) -> None:
        """A transaction around a block."""
        for item in node.items:
            if ast.unparse(item.context_expr) == "transaction.atomic()":
                self.change(item.context_expr, "transaction", "__import__('contextlib').nullcontext()", "with atomic()")
        self.generic_visit(node)

    def visit_If(self, node: ast.If) -> None:
        """A refusal on a condition that is never met any more."""
        raised = {raised_name(one) for one in node.body if isinstance(one, ast.Raise)}
        if raised & (REFUSALS | STALE):
            kind = "permission" if raised & REFUSALS else "version"
            self.change(node.test, kind, "False", f"if {ast.unparse(node.test)[:80]}: raise {', '.join(raised)}")
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        """A state or version that a write demands; what a person may see of a table; a lock."""
        name = ast.unparse(node.func).rpartition(".")[2]
        for keyword in node.keywords:
            if name == "filter" and self.path.startswith("reports/actions") and keyword.arg in GUARDS:
                self.drop(keyword, "version")
            if name == "filter" and self.of_person and self.path.startswith("reports/queries"):
                self.drop(keyword, "permission")
        if name == "filter" and self.of_person and self.path.startswith("reports/queries"):
            for argument in node.args:
                self.change(argument, "permission", "Q()", f"filter({ast.unparse(argument)[:70]})")
        if name in ("claim", "hold"):
            self.change(node, "lock" if name == "hold" else "version", "None")
        self.generic_visit(node)

    def drop(self, keyword: ast.keyword, kind: str) -> None:
        """Note that a condition of a filter may be left out."""
        start = self.offset(keyword.lineno, keyword.col_offset)
        end = self.offset(keyword.end_lineno or 0, keyword.end_col_offset or 0)
        words = f"filter({ast.unparse(keyword)[:70]})"
        self.found.append(Mutation(self.path, keyword.lineno, kind, words, start, end, "**{}"))


def raised_name(node: ast.Raise) -> str:
    """The name of what is raised: a class, or a function that makes it."""
    called = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
    return ast.unparse(called).rpartition(".")[2] if called is not None else ""


def mutations(only: str) -> Iterator[Mutation]:
    """All changes to files whose path contains `only`, in the order of the files."""
    for floor in FLOORS:
        place = ROOT / "reports" / floor
        for path in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            name = path.relative_to(ROOT).as_posix()
            if only in name:
                source = path.read_text(encoding="utf-8")
                finder = Finder(name, source)
                finder.visit(ast.parse(source))
                yield from finder.found


def copy_project(folder: Path) -> None:
    """The files that git knows, and the environment that the project has."""
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    for name in filter(None, names.split("\0")):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_file():
            shutil.copy2(ROOT / name, folder / name)
    (folder / ".venv").symlink_to((ROOT / ".venv").resolve())


def tests_of(folder: Path, mutation: Mutation) -> list[list[str]]:
    """Which tests to try, nearest first; each row is one run."""
    noun = Path(mutation.path).stem
    near = [path for path in (folder / "tests").rglob(f"test_{noun}*.py") if "journeys" not in path.parts]
    return [[path.relative_to(folder).as_posix() for path in sorted(near)], list(BROAD), ["tests"]]


def notices(folder: Path, tests: list[str]) -> bool:
    """Whether one of these tests fails, or never ends."""
    command = [".venv/bin/pytest", "-x", "-q", "--reuse-db", "--no-header", "--no-summary", "-p", "no:cacheprovider"]
    environment = {**os.environ, "LIANBAO_VAR": str(folder / "var" / "test")}
    try:
        run = subprocess.run(
            [*command, "-m", "not journey and not office", *tests],
            cwd=folder,
            env=environment,
            capture_output=True,
            timeout=MINUTES * 60,
        )
    except subprocess.TimeoutExpired:
        return True
    if run.returncode not in (0, 1, 2):
        sys.exit(f"pytest could not run: {run.stdout.decode()[-2000:]}{run.stderr.decode()[-2000:]}")
    return run.returncode != 0


def noticed(folder: Path, mutation: Mutation) -> str:
    """The run of tests that noticed the change, by its number from 1; "" for none."""
    path = folder / mutation.path
    original = path.read_bytes()
    path.write_bytes(original[: mutation.start] + mutation.becomes.encode() + original[mutation.end :])
    try:
        ast.parse(path.read_bytes())
        for number, tests in enumerate(tests_of(folder, mutation), 1):
            if tests and notices(folder, tests):
                return str(number)
        return ""
    finally:
        path.write_bytes(original)


def main() -> int:
    """Try all changes, or only list them; 1 where one went unnoticed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="files whose path contains this")
    parser.add_argument("--kind", default="", choices=["", *KINDS])
    parser.add_argument("--list", action="store_true", help="only list the changes")
    said = parser.parse_args()
    # SQLite has one writer at a time, whatever is locked.
    left_out = "" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "lock"
    chosen = [one for one in mutations(said.only) if said.kind in ("", one.kind) and one.kind != left_out]
    unnoticed = 0
    with tempfile.TemporaryDirectory(prefix="lianbao-mutations-") as name:
        folder = Path(name)
        if not said.list:
            copy_project(folder)
            (folder / "var").mkdir(mode=0o700, exist_ok=True)
            if notices(folder, ["tests/actions", "tests/views"]):
                sys.exit("Tests fail before anything is taken out; mend that first.")
        for one in chosen:
            by = "" if said.list else noticed(folder, one)
            unnoticed += not by and not said.list
            state = "" if said.list else f"noticed by run {by}: " if by else "NOT NOTICED: "
            print(f"{state}{one.path}:{one.line}: {one.kind}: {one.what}", flush=True)
    print(f"mutations: {len(chosen)}" + ("" if said.list else f", noticed: {len(chosen) - unnoticed}"))
    return 1 if unnoticed else 0


if __name__ == "__main__":
    sys.exit(main())
