"""Guards over the source text: what design.md 2 asks of every file."""

import ast
import importlib.util
import re
import sys

from tests.architecture.sources import ROOT, imports, modules, tracked

DOMAINS = {"accounts", "timetable", "ledger", "notifications", "casework", "reviews", "escalation", "workforce",
           "independence", "reporting", "arbitration"}  # fmt: skip


def test_platform_is_a_source_root_and_never_a_package():
    assert not (ROOT / "platform" / "__init__.py").exists()


def test_psycopg_3_is_not_importable_or_django_would_use_it():
    assert importlib.util.find_spec("psycopg2")
    assert importlib.util.find_spec("psycopg") is None


def test_no_import_hides_in_a_function():
    hidden = [
        f"{path}:{inner.lineno}"
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert hidden == []


def test_files_and_functions_stay_small_and_say_what_they_are():
    long_files = [str(path) for path, _ in modules() if len((ROOT / path).read_text().splitlines()) > 400]
    long_functions = [
        f"{path}:{node.lineno}"
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno - node.lineno > 60
    ]
    vague = [
        str(path) for path, _ in modules() if path.name in ("utils.py", "util.py", "helpers.py", "common.py", "misc.py")
    ]
    assert (long_files, long_functions, vague) == ([], [], [])


def test_no_signals_no_overridden_save_no_many_to_many():
    faults = []
    for path, tree in modules():
        faults += [f"{path}: {name}" for name in imports(tree) if name.startswith("django.dispatch")]
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                faults += [f"{path}: {node.name}.save" for item in node.body if getattr(item, "name", "") == "save"]
            if isinstance(node, ast.Attribute) and node.attr == "ManyToManyField":
                faults.append(f"{path}: ManyToManyField")
    assert faults == []


def test_domains_know_nothing_of_http():
    forbidden = ("rest_framework", "django.http", "django.shortcuts", "django.views", "drf_spectacular")
    faults = [
        f"{path}: {name}"
        for path, tree in modules()
        if (path.parts[1] if path.parts[0] == "platform" else path.parts[0]) in DOMAINS - {"accounts"}
        for name in imports(tree)
        if name.startswith(forbidden)
    ]
    assert faults == []


def test_rules_are_pure():
    allowed = {"timetable", "tenants.problems", "ledger.sealed"}
    faults = [
        f"{path}: {name}"
        for path, tree in modules()
        if "rules" in path.parts or path.name == "rules.py"
        for name in imports(tree)
        if name.split(".")[0] not in sys.stdlib_module_names
        and name not in allowed
        and not name.startswith(
            ("timetable.rules", f"{path.parts[1] if path.parts[0] == 'platform' else path.parts[0]}.")
        )
    ]
    assert faults == []


def test_nothing_of_one_machine_or_registry_is_tracked():
    address = re.compile(r"https?://")
    locks = [path for path in tracked("requirements/*.lock", "*.npmrc") if address.search(path.read_text())]
    resolved = [path for path in tracked("*package-lock.json") if '"resolved"' in path.read_text()]
    paths = re.compile(r"(?<![\w.])/(?:work|root|home/\w+)/")
    machine = [
        str(path.relative_to(ROOT))
        for path in tracked("*.py", "*.toml", "Makefile", "*.md", "*.json", "*.html")
        if paths.search(path.read_text()) and path.parent.name != "architecture"
    ]
    assert (locks, resolved, machine) == ([], [], [])


CACHED = {
    "api/limits.py": "how many requests a client made: its key and a number",
    "tenants/clock.py": "a demonstration's clock, the same for all its houses",
    "platform/web/health.py": "whether the cache answers: no data of anybody's",
}
"""Who writes into the cache, which all houses share. A child's data never goes there; sessions hold a person's id."""


def test_nobody_else_puts_anything_into_the_shared_cache():
    users = {str(path) for path, tree in modules() if "django.core.cache" in imports(tree)}
    assert users == set(CACHED)


def test_no_file_goes_to_djangos_own_storage():
    """It knows no house. Files are kept by tenants.files, under the pin."""
    faults = [
        f"{path}: {name}"
        for path, tree in modules()
        for name in imports(tree)
        if name.startswith(("django.core.files.storage", "django_tenants.files"))
    ]
    faults += [
        f"{path}: {node.attr}"
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in ("FileField", "ImageField", "default_storage")
        and getattr(node.value, "id", "") == "models"
    ]
    assert faults == []


def test_nothing_empties_the_whole_cache():
    """On Valkey `clear` is FLUSHDB: every session of every other worker, and of a site on the same server, ends."""
    emptied = [
        f"{path}:{node.lineno}"
        for path in tracked("*.py")
        for node in ast.walk(ast.parse((ROOT / path).read_text()))
        if isinstance(node, ast.Attribute) and node.attr == "clear" and "cache" in ast.unparse(node.value)
    ]
    assert emptied == []
