"""Every rule with rows that fail it and rows, as near as can be, that don't; on PostgreSQL, as a council."""

from collections import defaultdict

import pytest

from casework.ssda903.headings import FileKind
from casework.ssda903.rules import EVERY
from casework.ssda903.rules.catalogue import FILES, NOT_RUN
from tests.casework.ssda903.cases import (
    adoption,
    care_leavers,
    chains,
    cross,
    episodes,
    header,
    health,
    missing,
    prev_perm,
    reviews,
    sw_episodes,
    uasc,
)
from tests.casework.ssda903.cases.table import Case, Rows
from tests.casework.ssda903.sample import child, ended, moved_on
from tests.casework.ssda903.staging import checked, findings

CASES: list[Case] = [
    *header.HEADER_CASES, *header.BESIDE_CASES, *episodes.FORM_CASES, *episodes.FACT_CASES, *episodes.LIMIT_CASES,
    *episodes.MORE_CASES, *chains.CHAIN_CASES, *cross.CROSS_CASES, *reviews.REVIEW_CASES, *missing.MISSING_CASES,
    *uasc.UASC_CASES, *sw_episodes.SW_CASES, *adoption.AD1_CASES, *adoption.DECISION_CASES,
    *prev_perm.PREV_PERM_CASES, *health.HEALTH_CASES, *care_leavers.LEAVER_CASES,
]  # fmt: skip
# Tried in test_rules_beside_the_record.
BESIDE_THE_RECORD = {"P-R7", "P-R8", "P-R9"}
FAILS, PASSES = "fails", "passes"


@pytest.fixture(scope="module")
def found(council):
    """Case and side to what was found in its rows. Cases of one year and day are one load, each of its own children."""
    result = defaultdict(set)
    for year, today in {(case.year, case.today) for case in CASES}:
        load: Rows = defaultdict(list)
        whose = defaultdict(list)
        for number, case in enumerate(CASES):
            if (case.year, case.today) != (year, today):
                continue
            for side, rows in ((FAILS, case.fails), (PASSES, case.passes)):
                for kind, lines in rows.items():
                    load[kind] += [_own(line, f"{number}{side[0]}") for line in lines]
                    whose[kind] += [(number, side)] * len(lines)
        with checked(load, year=year, today=today, kinds=set(FileKind)) as load_id:
            for kind, row, rule, severity in findings(load_id):
                result[whose[kind][row - 2]].add((rule, severity))
    return result


def _own(row, case):
    """The row with a child of this case's own, where it has one at all."""
    reference = row["CHILD"]
    return row | {"CHILD": f"{reference}-{case}"} if reference in ("K100", "K200") else row


def _name(case: Case) -> str:
    return f"{case.rule}-{case.severity}"


@pytest.mark.parametrize("number", range(len(CASES)), ids=map(_name, CASES))
def test_a_row_at_fault_is_found_and_one_in_order_is_not(found, number):
    case = CASES[number]
    assert (case.rule, case.severity) in found[number, FAILS]
    assert (case.rule, case.severity) not in found[number, PASSES]


def test_every_rule_has_a_case():
    rules = {(rule.number, rule.severity.value) for rule in EVERY if rule.number not in BESIDE_THE_RECORD}
    assert rules == {(case.rule, case.severity) for case in CASES}


def test_each_rule_of_the_department_is_run_or_says_why_not():
    run = {rule.number for rule in EVERY}
    assert len(FILES) == 312
    assert set(FILES) == {number for number in run if not number.startswith("P-")} | set(NOT_RUN)
    assert run.isdisjoint(NOT_RUN)


def test_clean_rows_give_no_finding(council):
    with checked({FileKind.HEADER: [child()], FileKind.EPISODES: [ended(), moved_on()]}) as load_id:
        assert findings(load_id) == []
