"""What children say, what reviews decide and what managers answer, in plain sentences: invented, every one."""

from random import Random
from typing import Final

from reviews.shapes import Participation

_YOUNG: Final = (
    "I like my bedroom. Can my bear come to school?",
    "I want to see my sister more. We only had one hour.",
    "I like it when we go swimming. I don't like peas.",
    "I drew a picture of everybody I love. There are two houses in it.",
    "I want to know when I am going home.",
)
_MIDDLE: Final = (
    "I am happy at my school and I don't want to move again.",
    "Nobody told me that my social worker had left. I want somebody to tell me first.",
    "I would like to phone my brother when I want to, not only on Sundays.",
    "I want my own key. Everybody else in the house has one.",
    "Football is good. My foster carer comes to every match.",
    "I asked for a life-story book last time and it has not come.",
)
_OLDER: Final = (
    "I want to stay with my carers after I am 18. Nobody can tell me if I may.",
    "My placement is too far from college: I leave at six in the morning.",
    "I am doing my exams. Please no meetings in May.",
    "I don't want a taxi to school with a stranger, I want a bus pass.",
    "I would like help to find out about my dad's side of the family.",
    "The home is all right. The staff change all the time, that is what I don't like.",
    "I need my papers sorted out before I turn 18.",
)
_UNDER_FOUR: Final = (
    "Under four. Seen with the carer: smiled, reached for her, settled at once when tired.",
    "Under four. Watched at play in the nursery: curious, easily comforted, uses single words.",
    "Under four. Asleep for most of the visit; the carer described a good routine.",
)
_NO_VIEWS: Final = (
    "Came, listened, and did not wish to speak. Will be asked again alone.",
    "Did not want to come and sent nothing. The IRO will visit before the next review.",
    "Was offered an advocate and said no. No views were given this time.",
)
DISSENTS: Final = (
    "We can't meet this date: the assessment takes eight weeks from referral. We propose the end of next month.",
    "The funding for this has been refused by the panel. We offer two sessions a month instead.",
    "The foster carers have asked for more notice. We agree with the aim, not with the date.",
)
_FIRST: Final = (
    "Register with a GP and a dentist near the placement, and have the first health assessment done.",
    "Hold the first personal education plan meeting and send its record to all who attended.",
    "Write the care plan down with the parents and give the child a copy in words that they understand.",
    "Tell the child how to reach an advocate, and leave the leaflet with the carer.",
)
_ANY: Final = (
    "Arrange time with brothers and sisters at least once a fortnight, and write down the dates.",
    "Give the delegated-authority form to the carers, signed, so that the child can go on school trips.",
    "Begin life-story work, and show the IRO the first chapter before the next review.",
    "Complete the health assessment that is overdue and share the plan with the carers.",
    "Update the care plan so that it says what will happen if the child can't go home.",
    "Visit at least every six weeks, and see the child alone.",
    "Agree with the school what support there will be, with names and days.",
    "Give the child the name and number of the new social worker before the old one leaves.",
    "Get the passport, so that the child can join the family's holiday.",
    "Ask the CAMHS team for a date, and say by when if there is none.",
)
_LEAVING: Final = (
    "Complete the needs assessment and the pathway plan with the young person, and name the personal adviser.",
    "Open a bank account and obtain the National Insurance number.",
    "Put in writing whether the young person can stay with the carers after 18, and on what terms.",
    "Obtain legal advice on immigration status and share it with the young person.",
)


def views(chance: Random, age: int) -> str:
    """In a child's own words, by age in years."""
    return chance.choice(_YOUNG if age < 8 else _MIDDLE if age < 13 else _OLDER)


def no_views(chance: Random, participation: Participation) -> str:
    return chance.choice(_UNDER_FOUR if participation is Participation.PN0 else _NO_VIEWS)


def decisions(age: int, *, first: bool) -> tuple[str, ...]:
    """What a review may decide for a child of that age; those of a first review come with it."""
    return (*_ANY, *(_FIRST if first else ()), *(_LEAVING if age >= 16 else ()))
