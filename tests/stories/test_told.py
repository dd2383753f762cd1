"""Every story says in its first word what became of the attempt; a reader of the tests' names and docstrings knows."""

import ast

from tests.architecture.sources import ROOT
from tests.stories.doors import BLOCKED, SHOWN


def test_every_story_says_what_became_of_it():
    told = {
        node.name: ast.get_docstring(node) or ""
        for path in sorted((ROOT / "tests" / "stories").glob("test_by_*.py"))
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }
    assert len(told) >= 10
    assert [name for name, words in told.items() if not words.startswith((BLOCKED, SHOWN))] == []
