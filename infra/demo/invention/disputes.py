"""Disputes of every kind of ending, as scripts: who does what, how many working days after the step before."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

IRO, MANAGER, DIRECTOR, ARBITRATOR, CLOCK = "iro", "manager", "director", "arbitrator", "clock"
ISSUE: Final = "issue/"
"""The page on which a determination goes out."""
Fields = dict[str, str]


@dataclass(frozen=True, slots=True)
class Step:
    """One move. `page` is the end of its address below the dispute (or the panel's referral); the clock's has none."""

    who: str
    after: int
    page: str = ""
    fields: Fields = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Script:
    """A dispute about a child of `council`, of `ages`; `at` is where in the story it begins, from 0 to 1, or a number
    of working days before its end, below 0. It speaks of at least so many `reviews` before it."""

    title: str
    council: str
    ages: tuple[int, int]
    at: float
    raised: Fields
    steps: Sequence[Step] = ()
    reviews: int = 1


def _raised(issue: str, rag: str, description: str, impact: str, wishes: str, sought: str, **more: str) -> Fields:
    return {
        "issue": issue, "rag": rag, "description": description, "impact": impact, "child_wishes": wishes,
        "outcome_sought": sought, "level": "L1", **more,
    }  # fmt: skip


def answer(level: str, after: int, position: str, text: str) -> Step:
    who = DIRECTOR if level == "L4" else MANAGER
    return Step(who, after, f"stages/{level}/answer/", {"position": position, "text": text})


def silence() -> Step:
    """Five working days pass without an answer; on the sixth the clock takes the dispute one level up."""
    return Step(CLOCK, 6)


def climb(level: str, reason: str, after: int = 1) -> Step:
    return Step(IRO, after, "climb/", {"level": level, "reason": reason})


def cafcass(referred: bool, reason: str, after: int = 1) -> Step:
    return Step(IRO, after, "cafcass/", {"referred": "yes" if referred else "no", "reason": reason})


def accept(outcome: str, for_child: str, after: int = 1) -> Step:
    return Step(IRO, after, "accept/", {"outcome": outcome, "outcome_for_child": for_child, "own_free_decision": "yes"})


def withdraw(outcome: str, for_child: str, after: int = 2, *, freely: bool = True) -> Step:
    free = "yes" if freely else "no"
    return Step(
        IRO, after, "withdraw/", {"outcome": outcome, "outcome_for_child": for_child, "own_free_decision": free}
    )


def refer(grounds: str, after: int = 1) -> Step:
    return Step(IRO, after, "refer/", {"grounds": grounds})


def statements(council: str, service: str) -> tuple[Step, ...]:
    """Both sides put in their shares of the draw, then make their statements."""
    return (
        Step(MANAGER, 0, "draw/council/", {"words": "3 6 1 1 5 2"}),
        Step(IRO, 0, "draw/service/", {"words": ""}),
        Step(MANAGER, 2, "statements/council/", {"text": council}),
        Step(IRO, 1, "statements/service/", {"text": service}),
    )


def interim(text: str, days: int) -> Step:
    """What the council does meanwhile, within so many days."""
    return Step(ARBITRATOR, 0, "orders/new/?kind=interim", {"text": text, "due_on": str(days)})


def ask(whom: str, text: str) -> Step:
    return Step(ARBITRATOR, 0, "orders/new/?kind=questions", {"asks": whom, "text": text})


def determination(
    issues: str, evidence: str, findings: str, reasons: str, items: Sequence[tuple[str, str, str, int]]
) -> tuple[Step, Step]:
    """The draft and its issue. Items: of which kind, what is determined, and where it is to be done: who, in how many
    days."""
    fields: Fields = {"issues": issues, "evidence": evidence, "findings": findings, "reasons": reasons}
    for number, (kind, text, owner, days) in enumerate(items, start=1):
        fields |= {f"item_{number}_kind": kind, f"item_{number}_text": text}
        if owner:
            fields |= {f"item_{number}_owner": owner, f"item_{number}_due_on": str(days)}
    return Step(ARBITRATOR, 4, "draft/", fields), Step(ARBITRATOR, 1, ISSUE, {"understood": "on"})


def comply_or_explain(position: str, reasons: str, after: int = 6) -> Step:
    return Step(DIRECTOR, after, "determination/answer/", {"position": position, "reasons": reasons})


def reported(number: int, progress: str, text: str, after: int = 8) -> Step:
    return Step(MANAGER, after, f"directions/{number}/report/", {"progress": progress, "text": text})


def found(number: int, carried_out: str, text: str, after: int = 4) -> Step:
    return Step(IRO, after, f"directions/{number}/finding/", {"carried_out": carried_out, "text": text})


SIBLINGS: Final = Script(
    "time with brothers and sisters, settled at team level", "210", (6, 12), 0.33,
    _raised(
        "IC13", "amber", "Two reviews decided on fortnightly time together. It happened twice in four months.",
        "The child cries before school and has begun to ask whether the baby has forgotten them.",
        "“I want to see my sister more. We only had one hour.”",
        "Dates for the next three months in writing, within ten working days.",
    ),
    (answer("L1", 3, "agree", "We apologise. A contact worker is named and the dates are attached."),
     accept("O1", "Brother and sister meet every second Saturday.")),
    reviews=2,
)  # fmt: skip
TRANSPORT: Final = Script(
    "a taxi with strangers, settled with another plan", "305", (12, 16), 0.2,
    _raised(
        "IC10", "green", "School transport changed to a shared taxi without a word to the young person or the carers.",
        "Late for first lessons four times in two weeks, and embarrassed.",
        "“I don’t want a taxi to school with a stranger, I want a bus pass.”",
        "A bus pass, with a trial week that the carer supports.",
    ),
    (answer("L1", 4, "part", "A bus pass from next month; until then the taxi, with the same driver every day."),
     accept("O2", "Travels alone now, and is on time.")),
)  # fmt: skip
NO_WORKER: Final = Script(
    "no social worker: silence took it up a level by itself", "312", (3, 15), 0.3,
    _raised(
        "IC17", "red", "The case has had no allocated social worker for seven weeks; duty answers the telephone.",
        "Nobody has visited. The foster carers don’t know whom to ask for consent to treatment.",
        "“Nobody told me that my social worker had left.”", "A named social worker within five working days.",
    ),
    (silence(), answer("L2", 2, "agree", "A permanent worker starts on Monday and will visit in that week."),
     accept("O1", "Has met the new worker three times.", 5)),
)  # fmt: skip
SCHOOL: Final = Script(
    "a school place, partly settled at service level", "210", (10, 15), 0.36,
    _raised(
        "IC21", "amber", "Out of school for nine weeks after the move; the education plan has not been reviewed.",
        "Loses the one thing that went well, and sleeps through the day.",
        "“I am happy at my school and I don’t want to move again.”",
        "A full-time school place, and tuition until then.",
    ),
    (answer("L1", 4, "disagree", "Tuition can’t be paid from the team’s budget. We have asked the school twice."),
     climb("L2", "The child’s education can’t wait for a budget; the answer offers no date."),
     answer("L2", 5, "part", "Ten hours of tuition a week from today. A place is expected after the holidays."),
     accept("O3", "Has tuition; the school place came six weeks later.")),
)  # fmt: skip
MOVED_HOME: Final = Script(
    "withdrawn, because the facts had changed", "305", (5, 14), 0.52,
    _raised(
        "IC18", "amber", "Three reviews asked when the child will go home; the plan gives no condition and no date.",
        "The family can’t plan, and the child asks every week.", "“I want to know when I am going home.”",
        "A plan for the way home with dates.",
    ),
    (withdraw("O5", "The assessment came on the next day: the child goes home in stages."),),
    reviews=3,
)  # fmt: skip
SUPERSEDED: Final = Script(
    "withdrawn, because another plan had overtaken it", "312", (0, 4), 0.48,
    _raised(
        "IC27", "amber", "The panel’s date for matching was moved twice without a reason on file.",
        "A toddler grows attached to carers who may have to let go.",
        "Too young to say. Settled, and reaches for the carer.",
        "A date for the matching panel that holds.",
    ),
    (withdraw("O6", "The carers have applied to adopt the child themselves.", 4),),
)  # fmt: skip
HEALTH: Final = Script(
    "health, with Cafcass considered beside the ladder", "210", (4, 11), 0.54,
    _raised(
        "IC22", "amber", "The referral to CAMHS was refused twice for want of a form that the council had to send.",
        "Night terrors most nights; the placement is at risk.", "“I don’t like going to sleep.”",
        "The form sent this week and the date of a first appointment.",
    ),
    (cafcass(False, "The council has begun to act; a referral would not bring the appointment any sooner."),
     answer("L1", 3, "part", "The form was sent today. We can’t promise a date for the health service."),
     climb("L2", "The service manager can ask for priority; the team manager can’t."),
     answer("L2", 4, "agree", "First appointment on the 14th; the placement support team visits weekly until then."),
     accept("O2", "Seen by CAMHS; sleeps better.", 3)),
)  # fmt: skip
LIBERTY: Final = Script(
    "urgent: a placement that locked its doors, straight to the senior manager", "305", (13, 17), 0.58,
    _raised(
        "IC28", "red",
        "Windows and doors are locked at night in a placement that is not registered. No court has agreed.",
        "Deprived of liberty without an order: a breach of Article 5.", "“It feels like prison. I didn’t do anything.”",
        "Lawful arrangements today: an application to the court, or another placement.",
        urgent="on", level="L3", bypass_reason="A breach of human rights that goes on tonight.",
    ),
    (cafcass(True, "Human rights: Cafcass Legal was told at the same time.", 0),
     answer("L3", 1, "agree",
     "Doors are unlocked since last night with waking staff; the application is issued today."),
     accept("O8", "Moved to a registered home within the week.", 4)),
)  # fmt: skip
PERSUADED: Final = Script(
    "the council was right, and the IRO said so", "210", (14, 17), 0.62,
    _raised(
        "IC15", "amber",
        "The pathway plan names supported lodgings and not the carers, with whom the young person wants to stay.",
        "Anxious about turning 18, and has stopped revising.", "“I want to stay with my carers after I am 18.”",
        "A staying-put arrangement in the plan.",
    ),
    (answer("L1", 5, "disagree",
    "The carers told us in writing that they move abroad in June; lodgings are near college."),
     accept("O7", "Chose the lodgings after two visits, and keeps in touch with the carers.", 3)),
)  # fmt: skip
DRIFT: Final = Script(
    "drift under section 20: two silences, then an answer", "312", (1, 11), 0.75,
    _raised(
        "IC25", "red", "Accommodated under section 20 for eleven months. No legal planning meeting has been held.",
        "Nobody has the power to decide on a long-term home.", "“How long do I stay here?”",
        "A legal planning meeting within ten working days.",
    ),
    (silence(), silence(), answer("L3", 3, "agree", "Held today: the council will apply for a care order by the 30th."),
     accept("O1", "Proceedings have begun, with a guardian for the child.", 4)),
)  # fmt: skip
DISTANCE: Final = Script(
    "too far from everybody: arbitrated to the end", "210", (9, 15), 0.66,
    _raised(
        "IC11", "red",
        "Placed 94 miles away. Three reviews decided on a search nearer home; the records show one telephone call.",
        "Has missed every birthday in the family, and is being taught in a unit of two.",
        "“My placement is too far. I want to see my nan before she dies.”",
        "A search of all agencies within 20 miles, and a move by the end of term.",
    ),
    (answer("L1", 4, "disagree", "The placement is stable and meets the child’s needs."),
     climb("L3", "Stability was bought with isolation; the level below has no say over placements."),
     answer("L3", 4, "disagree", "No suitable vacancy nearer. We will look again at the next review."),
     cafcass(True, "The care plan approved by the court named a placement in London.", 0),
     climb("L4", "To look again in six months is no answer to a decision that is a year old."),
     answer("L4", 5, "disagree", "I support my managers. A move in the school year would do harm."),
     refer("Whether the council searched as the reviews decided, and what it has to do now."),
     *statements(
         "The child is settled with skilled carers, attends lessons and has gained weight. Vacancies were checked in "
         "March. A move in the middle of the school year would break the only stable bond of the last two years.",
         "Three reviews decided on a search. The council’s own record shows one telephone call in eleven months. "
         "The child has asked each time, in plain words, to live nearer to the grandmother.",
     ),
     *determination(
         "Whether the decisions of three reviews on a search were carried out, and what follows for the child.",
         "The records of three reviews, the council’s record of enquiries, and both statements.",
         "The decisions of three reviews on a search were agreed by silence and not carried out. One enquiry is "
         "recorded. The placement is of good quality, and the child wants to keep in touch with these carers.",
         "A decision that the council did not dispute in five working days binds it. That the carers are good does not "
         "answer the question where the child should grow up; the child’s wish has been clear and steady for a year. "
         "The council’s point on the school year is sound, and the dates below respect it.",
         (("process", "Search with every agency within 20 miles, and send the record to the IRO.",
           "Head of placements", 28),
          ("recommend", "Two weekends a month with the grandmother, travel paid, until the move.", "Team manager", 14),
          ("recommend", "Move at the end of the school term, with introductions before.",
           "Director of children’s services", 120),
          ("breach", "Decisions that nobody disputed in five working days were not carried out.", "", 0)),
     ),
     comply_or_explain("part", "We comply with the search and the weekends. We will move the child only to carers whom "
                               "they have met and accepted, which may take longer than the term."),
     reported(2, "done", "The weekends are in the diary, and the railcard is paid for."),
     found(2, "no", "One weekend of three took place. The carers were not told of the others."),
     reported(2, "done", "A support worker travels along since the 4th; both weekends took place."),
     found(2, "yes", "The child and the grandmother both say so, and the record shows it."),
     reported(1, "under_way", "Nine of fourteen agencies have answered."),
     accept("O9", "Lives eleven miles from the grandmother.", 30)),
    reviews=3,
)  # fmt: skip
FUNDING: Final = Script(
    "therapy refused: determined, and the director has yet to comply or explain", "312", (7, 16), -15,
    _raised(
        "IC30", "amber",
        "The therapy that two reviews decided on was refused by a funding panel that met without the IRO.",
        "Self-harm has begun again after eight quiet months.", "“Talking to Jo helped. Then it just stopped.”",
        "Therapy goes on with the same therapist for a year.", level="L3", urgent="on",
        bypass_reason="Self-harm; the refusal came from the senior manager’s own panel.",
    ),
    (answer("L3", 1, "disagree", "The panel must treat all children alike. We offer six sessions."),
     refer("Whether a funding panel may set aside a decision of a review."),
     *statements(
         "The panel applies the same threshold to every child. Six sessions are what the clinician’s letter supports.",
         "Nobody on the panel had read the clinician’s second letter, which asks for a year.",
     ),
     *determination(
         "Whether a funding panel may set aside a decision of a review.",
         "The panel’s minutes, and the clinician’s two letters.",
         "The panel did not have the clinician’s second letter before it.",
         "A decision on money made without the evidence on need can’t stand against a review that had it.",
         (("prevails", "The IRO’s view of what the child needs prevails: it alone rests on all the evidence.", "", 0),
          ("recommend", "Weekly therapy with the same therapist for twelve months.", "Head of service, resources", 30)),
     )),
    reviews=2,
)  # fmt: skip
PLACEMENT: Final = Script(
    "an urgent move, before the arbitrator now, who asks the council", "210", (11, 17), -6,
    _raised(
        "IC24", "red",
        "Notice was given on the placement on Friday, to end on Monday; no plan was shared with the IRO.",
        "Fourth move in a year, and away from college in an exam month.",
        "“I am doing my exams. Please don’t move me.”",
        "The placement stays with extra support until the exams are over.", urgent="on", level="L4",
        bypass_reason="The move is planned for Monday.",
    ),
    (answer("L4", 1, "part", "Two more weeks are paid for. After that the placement ends."),
     refer("Whether the young person must move before the exams are over."),
     *statements(
         "The provider has given notice. The council can’t make a provider keep a young person.",
         "The provider told the IRO that it would stay on with four more hours of support a day. Nobody had asked.",
     ),
     interim("Pay for the placement and four more hours of support a day until this is determined.", 2),
     ask("council", "Who asked the provider whether it would stay with more support, when, and what was answered?")),
)  # fmt: skip
VISITS: Final = Script(
    "visits not made: silence has just taken it to service level", "305", (2, 15), -8,
    _raised(
        "IC20", "amber", "Two statutory visits in a row have no record; the last was eleven weeks ago.",
        "Nobody from the council has seen the child in this placement.", "“A lady came once.”",
        "A visit this week, and the records of the missed ones.",
    ),
    (silence(),),
)  # fmt: skip
FAMILY: Final = Script(
    "contact with grandparents, raised two days ago and waiting for an answer", "210", (3, 14), -2,
    _raised(
        "IC23", "green", "The decision on monthly visits by the grandparents has not been carried out.",
        "The child has asked for them at each visit.", "“Nan makes the best rice.”",
        "A first visit before the holidays.",
    ),
)  # fmt: skip

SCRIPTS: Final = (
    SIBLINGS, TRANSPORT, NO_WORKER, SCHOOL, MOVED_HOME, SUPERSEDED, HEALTH, LIBERTY, PERSUADED, DRIFT, DISTANCE,
    FUNDING, PLACEMENT, VISITS, FAMILY,
)  # fmt: skip
OPEN_REFERRAL: Final = PLACEMENT
"""The one that is left to the reader to determine."""
