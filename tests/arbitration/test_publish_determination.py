"""From a determination to the register: nobody can be recognised, a second person says so, and anybody can read it."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import DatabaseError, connection
from hypothesis import given
from hypothesis import strategies as st

from arbitration import actions, publishing, register
from arbitration.anonymising import Identifier, Kind
from arbitration.models import PreparedPublication, PublicationCheck
from arbitration.publication_views import docket, work
from arbitration.register_shapes import Search
from ledger.acts import act
from ledger.sealed import sha256_of
from ledger.signer import settle
from tenants.problems import Invalid, NotFound, NotPermitted
from tests.arbitration import post
from tests.arbitration import register as way


def test_the_first_version_has_everybody_known_taken_out(cast):
    grounds = "Ada Fairweather: Dora Singh of Council 210 never rang on 3 May 2026."
    determination_id = way.determined(cast, grounds=grounds)
    with post.panel(cast):
        found = work(determination_id, actor=way.secretary(cast))
        assert found.number == 0
        about = "Whether a nearer placement was looked for."
        assert found.texts["issues"] == f"{about}\n\n[person A]: [person B] of [the council] never rang in May 2026."
        assert found.texts["answer"] == "[person B] says that no home is free."
        assert found.texts["item_1"] == "Offer a placement within 20 miles"
        assert [one.text for one in found.traces["child_wishes"]] == ["Zoë’s"]
        assert [one.state for one in docket(actor=way.secretary(cast)).lines] == ["prepare"]


def test_what_is_found_has_nobody_who_does_it_and_a_dissent_has_its_reasons_and_no_name():
    content = {
        "items": [
            {"number": 1, "kind": "breach", "text": "Dora Singh looked for nothing.", "owner": "", "due_on": None},
            {"number": 2, "text": "Offer a placement.", "owner": "The director", "due_on": "2026-06-01"},
        ],
        "parties": {"service": {"region": "london"}},
        "issues": {"category": "IC11", "grounds": "", "text": "Whether."},
        "dissents": [{"name": "Iris Coleman", "reasons": "Dora Singh is right."}],
    }
    known = frozenset({Identifier(Kind.PERSON, "Dora Singh")})
    texts = {name: text or "Said." for name, text in publishing.prefilled(content, "", known).items()}
    assert ("owner_1" in texts, "owner_2" in texts) == (False, True)
    publishing.ensure_texts(texts, content, "part", "comply")
    cited, today = publishing.Citation("national", 2026, 1), post.today()
    told = publishing.compose(content, texts, "part", "comply", publishing.Naming(), cited, today, today)
    assert told["found"] == [{"number": 1, "kind": "breach", "text": "[person A] looked for nothing."}]
    assert [(one["number"], one["kind"], one["due_in"]) for one in told["directions"]] == [(2, "process", "2026-06")]
    assert publishing.directed(content) == [2]
    assert told["dissents"] == ["[person A] is right."]
    assert "Iris" not in str(told)


def test_a_version_that_names_somebody_is_refused_at_its_field_and_nothing_is_written(cast):
    determination_id = way.determined(cast)
    with post.panel(cast):
        texts = {**work(determination_id, actor=way.secretary(cast)).texts, "summary": "D\u200bora SINGH did not ring."}
        before = way.counts()
        with pytest.raises(publishing.StillTraceable) as refusal:
            actions.prepare_publication(determination_id, "iro", texts, actor=way.secretary(cast))
        assert refusal.value.errors["summary"].startswith("Take out “Dora SINGH”")
        with pytest.raises(Invalid):
            actions.prepare_publication(determination_id, "won", {}, actor=way.secretary(cast))
        assert way.counts() == before


def test_published_it_can_be_read_by_anybody_with_its_citation_hash_and_proof(cast):
    determination_id = way.determined(cast)
    kept = way.published(cast, determination_id)
    assert kept.slug == f"{post.today().year}-iro-national-1"
    with way.reading(cast):
        found = register.entry(kept.slug)
        assert found.citation == f"[{post.today().year}] IRO-NATIONAL 1"
        assert (found.answer, found.standing, found.intact) == ("decline", "declined", True)
        assert found.sha256 == sha256_of(found.content)
        assert found.content["council"] is None
        assert [one.state for one in found.directions] == ["declined"]
        text = str(found.content)
        for word in ("Dora", "Singh", "Ada", "Council 210", "D-", post.today().isoformat() + "T"):
            assert word not in text.replace(post.today().isoformat(), "")
        assert [one.summary for one in register.overview(Search())[0].lines] == [way.SUMMARY]
        assert register.proved(kept.slug).place is not None


@pytest.mark.parametrize("name", ["arno", "iris"])
def test_who_is_not_of_the_determination_may_check_its_version_but_neither_see_nor_prepare_it(cast, name):
    determination_id = way.determined(cast)
    with post.panel(cast):
        drawn = work(determination_id, actor=way.secretary(cast)) and name
        actor = cast.actor(name, "panel/national")
        seen = [line.determination_id for line in docket(actor=actor).lines]
        if determination_id in seen:
            assert work(determination_id, actor=actor).texts
        else:
            with pytest.raises(NotFound):
                work(determination_id, actor=actor)
            with pytest.raises(NotFound):
                actions.prepare_publication(determination_id, "iro", {}, actor=actor)
        assert drawn == name


def test_whoever_prepared_it_cannot_pass_it_neither_by_rule_nor_by_login(cast):
    determination_id = way.determined(cast)
    prepared_id = way.prepared(cast, determination_id)
    sara = way.secretary(cast)
    with post.panel(cast):
        before = way.counts()
        with pytest.raises(publishing.SamePerson):
            actions.check_publication(prepared_id, True, way.AFFIRMED, "", actor=sara)
        assert way.counts() == before
        version = PreparedPublication.objects.get()
        # The panel's own login tries: as the preparer, then as one who says that somebody else prepared it.
        for claimed in (version.prepared_by, f"person:{uuid4()}"):
            with pytest.raises(DatabaseError), act(sara, "an attack"):
                PublicationCheck(
                    prepared=version, prepared_by=claimed, passed=True, answers={}, checked_by=version.prepared_by,
                    checked_by_name="Sara", checked_on=post.today(),
                ).save(force_insert=True)  # fmt: skip
        assert way.counts() == before


def test_it_passes_only_when_every_question_is_affirmed_and_is_returned_with_reasons(cast):
    determination_id = way.determined(cast)
    prepared_id = way.prepared(cast, determination_id)
    second = way.second(cast)
    with post.panel(cast):
        before = way.counts()
        for passed, answers, reasons in ((True, {**way.AFFIRMED, "s97": False}, ""), (False, {}, " ")):
            with pytest.raises(Invalid):
                actions.check_publication(prepared_id, passed, answers, reasons, actor=second)
        assert way.counts() == before
        actions.check_publication(prepared_id, False, {}, "The town can be guessed.", actor=second)
        with pytest.raises(publishing.AlreadyChecked):
            actions.check_publication(prepared_id, True, way.AFFIRMED, "", actor=second)
        with pytest.raises(publishing.NotPublishable):
            actions.publish_determination(determination_id, actor=way.secretary(cast))
        assert docket(actor=way.secretary(cast)).lines[0].state == "returned"
    way.passed(cast, determination_id, reasons="Two homes were free. The reason given is cost.")
    with post.panel(cast):
        actions.publish_determination(determination_id, actor=way.secretary(cast))
        with pytest.raises(publishing.AlreadyPublished):
            actions.publish_determination(determination_id, actor=way.secretary(cast))
        with pytest.raises(NotPermitted):
            actions.publish_determination(determination_id, actor=second)


def test_nothing_is_prepared_while_the_council_may_answer_and_silence_is_published_as_declining(cast):
    determination_id = way.determined(cast, position="")
    with post.panel(cast), pytest.raises(publishing.NotPublishable):
        actions.prepare_publication(determination_id, "iro", {}, actor=way.secretary(cast))
    with time_machine.travel(post.today() + timedelta(days=30)):
        kept = way.published(cast, determination_id)
        with way.reading(cast):
            assert register.entry(kept.slug).answer == "silent"
            assert register.entry(kept.slug).content["answer"] == {"position": "silent", "reasons": ""}


def test_a_delay_for_a_court_holds_it_back_and_the_register_tells_no_more_than_how_many(cast):
    determination_id = way.determined(cast)
    way.passed(cast, determination_id)
    sara, until = way.secretary(cast), post.today() + timedelta(days=40)
    with post.panel(cast):
        before = way.counts()
        for ground, reason, day in (
            ("whim", "x", until),
            ("criminal", "", until),
            ("criminal", "x", post.today() - timedelta(days=1)),
        ):
            with pytest.raises(Invalid):
                actions.delay_publication(determination_id, ground, reason, day, actor=sara)
        assert way.counts() == before
        actions.delay_publication(determination_id, "criminal", "A trial in June.", until, actor=sara)
        with pytest.raises(publishing.NotPublishable):
            actions.publish_determination(determination_id, actor=sara)
    with way.reading(cast):
        assert register.overview(Search())[0].delayed is None
    with time_machine.travel(until), post.panel(cast):
        actions.publish_determination(determination_id, actor=sara)
    with way.reading(cast):
        assert (register.overview(Search())[0].delayed, register.overview(Search())[0].found) == (None, 1)


@given(st.lists(st.tuples(st.sampled_from(list(publishing.GROUNDS)), st.dates()), max_size=6), st.dates())
def test_of_each_ground_the_last_that_was_said_holds_it_back(delays, today):
    last = [day for place, (ground, day) in enumerate(delays) if ground not in [one for one, _ in delays[place + 1 :]]]
    assert publishing.delayed_until(delays, today) == max((day for day in last if day > today), default=None)


def test_a_delay_that_is_no_longer_needed_is_ended_on_its_own_ground(cast):
    determination_id = way.determined(cast)
    way.passed(cast, determination_id)
    sara, until = way.secretary(cast), post.today() + timedelta(days=40)
    with post.panel(cast):
        actions.delay_publication(determination_id, "criminal", "A trial in June.", until, actor=sara)
        actions.delay_publication(determination_id, "family", "Another matter.", post.today(), actor=sara)
        assert docket(actor=sara).lines[0].delayed_until == until
        actions.delay_publication(determination_id, "criminal", "The trial is over.", post.today(), actor=sara)
        actions.publish_determination(determination_id, actor=sara)


def test_a_correction_stands_in_its_place_and_a_withdrawal_leaves_citation_and_reason(cast):
    determination_id = way.determined(cast)
    kept, sara = way.published(cast, determination_id), way.secretary(cast)
    with post.panel(cast), pytest.raises(publishing.NotPublishable):
        actions.correct_publication(kept.id, "A better summary.", actor=sara)
    way.passed(cast, determination_id, summary="Nothing nearer was looked for.")
    with post.panel(cast):
        with pytest.raises(publishing.StillTraceable):
            actions.correct_publication(kept.id, "Dora Singh asked for it.", actor=sara)
        corrected, _ = actions.correct_publication(kept.id, "The summary said too much.", actor=sara)
    with way.reading(cast):
        found = register.entry(kept.slug)
        assert found.content["summary"] == "Nothing nearer was looked for."
        assert [one.summary for one in register.lines(Search())] == ["Nothing nearer was looked for."]
        assert (found.sha256, found.corrections[0].reason) == (corrected.sha256, "The summary said too much.")
    with post.panel(cast):
        actions.withdraw_publication(kept.id, "Somebody could be recognised after all.", actor=sara)
        with pytest.raises(publishing.AlreadyWithdrawn):
            actions.withdraw_publication(kept.id, "Again.", actor=sara)
        with pytest.raises(publishing.NotPublishable):
            actions.prepare_publication(determination_id, "iro", {}, actor=sara)
    with way.reading(cast):
        found = register.entry(kept.slug)
        assert (found.content, found.directions) == (None, ())
        assert found.withdrawn_for == "Somebody could be recognised after all."
        assert register.overview(Search())[0].lines[0].summary == ""


def test_a_council_is_named_once_its_number_is_no_longer_small(cast):
    kept = [way.published(cast, way.determined(cast)) for _ in range(6)]
    assert [(one.council, one.of_council) for one in kept] == [("", None)] * 4 + [("210", 5), ("210", 6)]
    with way.reading(cast):
        assert register.overview(Search())[1].council.counts == {"210": 6, "others": 0}
        assert [bool(line.council) for line in register.overview(Search())[0].lines] == [True] * 2 + [False] * 4


def test_whoever_reads_the_register_sees_what_was_published_and_nothing_else(cast):
    way.published(cast, way.determined(cast))
    open_tables = {
        "arbitration_publication", "arbitration_publicationcorrection", "arbitration_publicationwithdrawal",
        "arbitration_publishedcompliance", "arbitration_registertally", "arbitration_historicalpublication",
        "arbitration_historicalpublicationcorrection", "arbitration_historicalpublicationwithdrawal",
        "arbitration_historicalpublishedcompliance", "arbitration_historicalregistertally", "ledger_entry",
        "ledger_queue", "ledger_tile", "ledger_checkpoint",
    }  # fmt: skip
    with way.reading(cast), connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, has_table_privilege(c.oid, 'SELECT'),"
            " has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')"
            " FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')"
        )
        found = cursor.fetchall()
    assert {name for name, sees, _ in found if sees} == open_tables
    assert [name for name, _, writes in found if writes] == []


def test_the_bundle_of_a_publication_names_nobody_who_wrote_it(cast):
    sara = way.secretary(cast)
    kept = way.published(cast, way.determined(cast))
    settle(cast.house("panel/national"))
    with way.reading(cast):
        content, name = register.bundle(kept.slug)
    assert name == f"{kept.slug}.jsonl"
    assert way.SUMMARY.encode() in content
    assert sara.name.encode() not in content
    assert b"ledger_change" not in content


def test_words_that_were_corrected_for_saying_too_much_are_not_handed_out_by_its_bundle(cast):
    determination_id = way.determined(cast)
    kept = way.published(cast, determination_id, summary="A child lived by the only lighthouse.")
    way.passed(cast, determination_id)
    with post.panel(cast):
        actions.correct_publication(kept.id, "The summary said too much.", actor=way.secretary(cast))
    settle(cast.house("panel/national"))
    with way.reading(cast):
        content, _ = register.bundle(kept.slug)
    assert way.SUMMARY.encode() in content
    assert b"lighthouse" not in content
