"""A load from its files to its receipt. A worker that dies leaves nothing half written, and the next begins anew."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.db import Error, IntegrityError, transaction

from accounts.actor import Actor, ActorKind, Door
from accounts.permissions import Permission
from casework.actions.returns.announcing import announce_load
from casework.actions.returns.progress import CalledOff, Progress, Told, claim, hold, told_to_nobody
from casework.actions.returns.reading import ReadFiles, count_files, read_files
from casework.actions.returns.receiving import HandedFile, receive_return
from casework.models import Accept, HandedReturn, ReturnFinding, ReturnImport, ReturnLoad
from casework.shapes import Counts
from casework.ssda903.checking import CheckedLoad, check, parameters
from casework.ssda903.settling.writing import plan, rejected, settle
from casework.ssda903.staging import clear
from ledger.acts import act
from ledger.models import Change
from tenants import clock
from tenants.problems import Conflict, Invalid, Problem

PURPOSE = "SSDA903 return loaded"
State = ReturnImport.State


class ReturnRefused(Invalid):
    code = "return-refused"
    title = "The return was not loaded"


class LoadedMeanwhile(Conflict):
    code = "loaded-meanwhile"
    title = "Another load or correction came in between"


class ImportFailed(Problem):
    code = "import-failed"
    title = "The load failed, and nothing of it was kept"


class _LoadedBefore(Exception):
    """The last load was of these very files."""

    def __init__(self, load_id: UUID) -> None:
        self.load_id = load_id


class _DryRun(Exception):
    """Undoes all that the load has written."""

    def __init__(self, counts: dict[str, Counts]) -> None:
        self.counts = counts


def load_return(
    handed: Sequence[HandedFile],
    *,
    accept: str = Accept.GOOD,
    dry_run: bool = False,
    collection_year: int | None = None,
    actor: Actor,
    told: Told = told_to_nobody,
) -> UUID:
    """As `receive_return`, and run at once in this very process; the import's id."""
    taken = receive_return(handed, accept=accept, dry_run=dry_run, collection_year=collection_year, actor=actor)
    run_return(taken.import_id, told=told)
    return taken.import_id


def run_waiting() -> int:
    """Run each load that waits or whose worker died, the oldest first; how many there were."""
    open_ones = ReturnImport.objects.filter(state__in=(State.RECEIVED, State.CHECKING, State.WRITING))
    return sum(run_return(key) for key in open_ones.order_by("created_at").values_list("pk", flat=True))


def run_return(import_id: UUID, *, told: Told = told_to_nobody) -> bool:
    """Whether the load was this caller's to run. What became of it stands in the import, whatever it was."""
    if not claim(import_id):
        return False
    progress = Progress(import_id, told)
    handed = HandedReturn.objects.get(pk=import_id)
    try:
        _begin(import_id)
        _run(handed, progress)
    except CalledOff:
        pass  # whoever called it off, or has it now, says in the import what became of it
    except _LoadedBefore as before:
        progress.end(State.DONE, load_id=before.load_id, stage="")
    except Problem as problem:
        progress.end(State.REFUSED, problem=problem)
    except IntegrityError:
        progress.end(State.FAILED, problem=LoadedMeanwhile("Nothing of this load was kept: send it again."))
    except Error:
        # The database is away, or refused what is a fault of ours: the clock tries again, and the log has it.
        raise
    except Exception:
        progress.end(State.FAILED, problem=ImportFailed("It has been recorded; send the files again later."))
        raise
    finally:
        clear(import_id)
    return True


def _begin(import_id: UUID) -> None:
    """What a dead worker left goes first."""
    with transaction.atomic():
        clear(import_id)
        ReturnFinding.objects.filter(load_id=import_id).delete()


def _run(handed: HandedReturn, progress: Progress) -> None:
    digest = _digest(handed)
    if not handed.dry_run:
        _ensure_new(digest)
    read = read_files(handed.id, handed.files, progress)
    checked = CheckedLoad(handed.id, handed.collection_year, clock.today(), frozenset(read.kinds))
    progress.total = progress.done
    progress.at("checking", files=read.files)
    with transaction.atomic():
        hold(handed.id)
        if read.kinds:
            check(checked)
    files = count_files(handed.id, read)
    progress.at("writing", files=files)
    _ensure_acceptable(handed, read, files)
    _write(handed, checked, files, digest, progress)


def _ensure_acceptable(handed: HandedReturn, read: ReadFiles, files: list[dict[str, Any]]) -> None:
    if read.unreadable:
        raise ReturnRefused(
            "A file can't be read, so nothing was loaded: put right what the report says and send all files again."
        )
    if not any(file["taken"] for file in files):
        raise ReturnRefused("The files hold no row that can be taken in: see the report.")
    _ensure_all(handed)


def _ensure_all(handed: HandedReturn) -> None:
    if handed.accept == Accept.ALL and rejected(handed.id):
        raise ReturnRefused(
            "Some rows have errors and you asked for all or nothing: put them right, or send it with accept=good."
        )


def _write(
    handed: HandedReturn, checked: CheckedLoad, files: list[dict[str, Any]], digest: str, progress: Progress
) -> None:
    actor, params = _actor(handed.id), parameters(checked)
    try:
        with act(actor, PURPOSE, bulk=True) as change:
            hold(handed.id)
            progress.write()
            if not handed.dry_run:
                _ensure_new(digest)
            plan(params)
            _ensure_all(handed)
            counts = settle(params)
            if handed.dry_run:
                raise _DryRun(counts)
            load = ReturnLoad(digest=_unlike_any(digest), files=[file["name"] for file in files])
            load.report, load.loaded_on = {"digest": digest, **_report(handed, files, counts)}, checked.today
            load.save(force_insert=True)
            announce_load(handed.id)
            progress.end(
                State.DONE, load_id=load.id, change_id=change.id, files=files, counts=_as_json(counts), stage="",
            )  # fmt: skip
    except _DryRun as tried:
        progress.end(State.CHECKED, files=files, counts=_as_json(tried.counts), stage="")


def _actor(import_id: UUID) -> Actor:
    """Who handed the return in, by the database's own word: an import names nobody."""
    change_id = HandedReturn.history.values_list("change_id", flat=True).get(id=import_id)
    said = Change.objects.get(change_id=change_id)
    kind, _, key = said.actor.partition(":")
    return Actor(
        ActorKind(kind), key, said.actor_name, Door(said.door), frozenset({Permission.CASE_SUBMIT}),
        said.role or "", request=said.request,
    )  # fmt: skip


def _digest(handed: HandedReturn) -> str:
    """Of the files' contents and the year, whatever they are called and in whatever order they come."""
    parts = sorted(file["sha256"] for file in handed.files)
    return hashlib.sha256("\n".join([str(handed.collection_year), *parts]).encode()).hexdigest()


def _ensure_new(digest: str) -> None:
    newest = ReturnLoad.history.order_by("-history_id").values_list("id", "digest", "report").first()
    if newest is not None and newest[2].get("digest", newest[1]) == digest:
        raise _LoadedBefore(newest[0])


def _unlike_any(digest: str) -> str:
    """A return that was loaded, followed by another and is loaded again is a load of its own."""
    while ReturnLoad.objects.filter(digest=digest).exists():
        digest = hashlib.sha256(digest.encode()).hexdigest()
    return digest


def _report(handed: HandedReturn, files: list[dict[str, Any]], counts: dict[str, Counts]) -> dict[str, Any]:
    found = ReturnFinding.objects.filter(load_id=handed.id).values_list("rule", "severity")
    rules, severities = Counter[str](), Counter[str]()
    for rule, severity in found.iterator():
        rules[rule] += 1
        severities[severity] += 1
    return {
        "collection_year": handed.collection_year,
        "accept": handed.accept,
        "import": str(handed.id),
        "files": files,
        "counts": dict(severities),
        "by_rule": dict(rules.most_common()),
        "written": _as_json(counts),
    }


def _as_json(counts: dict[str, Counts]) -> dict[str, dict[str, int]]:
    return {name: asdict(count) for name, count in counts.items() if count != Counts()}
