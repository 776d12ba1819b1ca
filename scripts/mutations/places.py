"""Finds what can be taken out of the code, and imports the code with a switch at each such place."""

import ast
import sys
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType

from scripts.mutations.switch import decorated, taken_out

ROOT = Path(__file__).resolve().parent.parent.parent
FLOORS = ("access.py", "middleware.py", "queries", "workflow.py", "rectification.py", "actions", "forms", "views")
ACCESS = "reports/access.py"
REFUSALS = {"NotAllowed", "Http404", "PermissionDenied", "NotTheirs"}
STALE = {"StaleReport", "WrongState", "stale_report"}
GUARDS = {"state", "version", "state__in"}
KINDS = ("permission", "version", "transaction", "lock")
# The names under which the changed code finds the switches.
NAMES = {"_taken_out": taken_out, "_decorated": decorated, "_nullcontext": nullcontext}


@dataclass(frozen=True, slots=True)
class Place:
    """A check, transaction or lock that can be taken out."""

    path: str
    line: int
    column: int
    kind: str
    what: str

    @property
    def key(self) -> str:
        """What no other place has."""
        return f"{self.path}:{self.line}:{self.column}:{self.kind}"


class Switches(ast.NodeTransformer):
    """Puts a switch at each place of one file and notes the place."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.found: list[Place] = []
        # Whether the function that is looked at answers for a person.
        self.of_person = False

    def note(self, node: ast.expr | ast.keyword, kind: str, what: str) -> ast.Constant:
        """Note that `node` may be taken out; its key."""
        place = Place(self.path, node.lineno, node.col_offset, kind, what)
        self.found.append(place)
        return ast.Constant(place.key)

    def switch(self, node: ast.expr, kind: str, becomes: str, what: str) -> ast.expr:
        """`node`, or what it becomes while it is taken out."""
        asked = ast.Call(ast.Name("_taken_out", ast.Load()), [self.note(node, kind, what)], [])
        return ast.IfExp(asked, ast.parse(becomes, mode="eval").body, node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """A transaction around a whole function; and a question of `access` that is answered."""
        answer = node.body[-1]
        words = f"{node.name}: {ast.unparse(answer)[7:77]}"
        before, self.of_person = self.of_person, any(one.arg == "person" for one in node.args.args)
        self.generic_visit(node)
        self.of_person = before
        for number, decorator in enumerate(node.decorator_list):
            if ast.unparse(decorator) == "transaction.atomic":
                key = self.note(decorator, "transaction", f"@atomic {node.name}")
                node.decorator_list[number] = ast.Call(ast.Name("_decorated", ast.Load()), [key, decorator], [])
        asks = self.path == ACCESS and node.returns is not None and ast.unparse(node.returns) == "bool"
        if asks and isinstance(answer, ast.Return) and answer.value is not None:
            answer.value = self.switch(answer.value, "permission", "True", words)
        return node

    def visit_With(self, node: ast.With) -> ast.AST:
        """A transaction around a block."""
        self.generic_visit(node)
        for item in node.items:
            if ast.unparse(item.context_expr) == "transaction.atomic()":
                item.context_expr = self.switch(item.context_expr, "transaction", "_nullcontext()", "with atomic()")
        return node

    def visit_If(self, node: ast.If) -> ast.AST:
        """A refusal on a condition that is never met any more; in `access`, a condition for the answer no."""
        raised = {raised_name(one) for one in node.body if isinstance(one, ast.Raise)}
        no = self.path == ACCESS and ast.unparse(node.body[-1]) == "return False"
        then = "return False" if no else f"raise {', '.join(sorted(raised))}"
        words = f"if {ast.unparse(node.test)[:80]}: {then}"
        self.generic_visit(node)
        if no or raised & (REFUSALS | STALE):
            node.test = self.switch(node.test, "version" if raised & STALE else "permission", "False", words)
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """A state or version that a write demands; what a person may see of a table; a lock."""
        name = ast.unparse(node.func).rpartition(".")[2]
        words = ast.unparse(node)[:90]
        filters = name == "filter"
        seen = filters and self.of_person and self.path.startswith("reports/queries")
        guards = filters and self.path.startswith("reports/actions")
        of_keywords = [f"filter({ast.unparse(keyword)[:70]})" for keyword in node.keywords]
        of_args = [f"filter({ast.unparse(argument)[:70]})" for argument in node.args]
        self.generic_visit(node)
        for number, keyword in enumerate(node.keywords):
            if seen or (guards and keyword.arg in GUARDS):
                node.keywords[number] = self.drop(keyword, "permission" if seen else "version", of_keywords[number])
        if seen:
            node.args = [
                self.switch(one, "permission", "Q()", said) for one, said in zip(node.args, of_args, strict=True)
            ]
        if name in ("claim", "hold"):
            return self.switch(node, "lock" if name == "hold" else "version", "None", words)
        return node

    def drop(self, keyword: ast.keyword, kind: str, what: str) -> ast.keyword:
        """A condition of a filter, or none while it is taken out."""
        kept = keyword.value if keyword.arg is None else ast.Dict([ast.Constant(keyword.arg)], [keyword.value])
        asked = ast.Call(ast.Name("_taken_out", ast.Load()), [self.note(keyword, kind, what)], [])
        return ast.keyword(None, ast.IfExp(asked, ast.Dict([], []), kept))


def raised_name(node: ast.Raise) -> str:
    """The name of what is raised: a class, or a function that makes it."""
    called = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
    return ast.unparse(called).rpartition(".")[2] if called is not None else ""


def with_switches(source: str | bytes, path: str) -> tuple[ast.Module, list[Place]]:
    """The code with a switch at each of its places, and the places in their order."""
    switches = Switches(path)
    tree = ast.fix_missing_locations(switches.visit(ast.parse(source)))
    return tree, sorted(switches.found, key=lambda place: (place.line, place.column))


def all_files() -> Iterator[Path]:
    """The files of the floors where checks, transactions and locks are."""
    for floor in FLOORS:
        place = ROOT / "reports" / floor
        yield from sorted(place.rglob("*.py")) if place.is_dir() else [place]


def all_places() -> Iterator[Place]:
    """Everything that can be taken out, in the order of the files."""
    for path in all_files():
        yield from with_switches(path.read_bytes(), path.relative_to(ROOT).as_posix())[1]


class Loader(SourceFileLoader):
    """Loads a file of the floors with its switches, never from a compiled file."""

    def get_code(self, fullname: str) -> CodeType:
        """The file's code with its switches."""
        path = Path(self.get_filename(fullname))
        tree, _places = with_switches(path.read_bytes(), path.relative_to(ROOT).as_posix())
        return compile(tree, str(path), "exec", dont_inherit=True)

    def exec_module(self, module: ModuleType) -> None:
        """Run the code where it finds the switches."""
        vars(module).update(NAMES)
        super().exec_module(module)


class Importer(PathFinder):
    """Finds the files of the floors, for `sys.meta_path`."""

    @classmethod
    def find_spec(
        cls, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Where a module of the floors is; None for every other."""
        if not fullname.startswith("reports."):
            return None
        spec = super().find_spec(fullname, path, target)
        if spec is None or spec.origin is None or Path(spec.origin) not in FILES:
            return None
        spec.loader = Loader(fullname, spec.origin)
        return spec


FILES = frozenset(all_files())


def install() -> None:
    """From now on import the floors with their switches; nothing of them may have been imported before."""
    if early := sorted(name for name in sys.modules if name.startswith("reports.")):
        sys.exit(f"imported before the switches: {', '.join(early)}")
    sys.meta_path.insert(0, Importer)
