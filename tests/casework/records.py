"""A child of Southwark with a row of record for each file of the return."""

from datetime import date

from accounts.actor import Door, process
from accounts.permissions import Permission
from casework.models import (
    Adoption,
    AdoptionDecision,
    CareLeaver,
    Child,
    ClaimedReview,
    Episode,
    MissingSpell,
    PeriodOfCare,
    PreviousPermanence,
    WorkerEpisode,
    YearInCare,
)
from ledger.acts import act
from tenants.pins import pinned

FILES = {
    "Header": "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\nK1,F,01/05/2012,WBRI,UN1,0,\n",
    "Episodes": "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"
    "K1,10/06/2026,S,C1,N1,U6,PR1,10/08/2026,X1,CARPL,SE15,BR1,SC100001\n"
    "K1,10/08/2026,P,C1,N1,U4,PR4,,,,SE15,BR3,SC100002\n",
    "Reviews": "CHILD,DOB,REVIEW,REVIEW_CODE\nK1,01/05/2012,01/07/2026,PN1\n",
    "UASC": "CHILD,SEX,DOB,DUC\nK1,F,01/05/2012,01/05/2030\n",
    "OC2": "CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,HEALTH_ASSESSMENT,"
    "SUBSTANCE_MISUSE,INTERVENTION_RECEIVED,INTERVENTION_OFFERED\nK1,01/05/2012,7,,0,1,1,1,1,0,,\n",
    "OC3": "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\nK1,01/05/2012,YES,F1,B1\n",
    "AD1": "CHILD,DOB,DATE_INT,DATE_MATCH,FOSTER_CARE,NB_ADOPTR,SEX_ADOPTR,LS_ADOPTR\n"
    "K1,01/05/2012,01/02/2026,02/02/2026,0,2,MF,L11\n",
    "PlacedAdoption": "CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED\nK1,01/05/2012,03/02/2026,,\n",
    "PrevPerm": "CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM\nK1,01/05/2012,P1,210,01/01/2020\n",
    "Missing": "CHILD,DOB,MISSING,MIS_START,MIS_END\nK1,01/05/2012,M,01/07/2026,02/07/2026\n",
    "SWEpisodes": "CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON\nK1,01/05/2012,SW123456,10/06/2026,,MANAGE\n",
}


def record(cast) -> Child:
    """`FILES` as they stand on record, one year of OC2 and OC3 besides that of the files."""
    actor = process("test", Permission.CASE_SUBMIT, door=Door.COMMAND)
    with pinned(cast.house("council/210").own_pin()), act(actor, "A child on record"):
        child = Child.objects.create(
            reference="K1", date_of_birth=date(2012, 5, 1), sex="F", ethnicity="WBRI", upn="UN1", is_mother=False,
            given_names="Zoë", asylum_seeking=True, asylum_seeking_until=date(2030, 5, 1),
        )  # fmt: skip
        period = PeriodOfCare.objects.create(child=child, looked_after_from=date(2026, 6, 10))
        common = {"period": period, "legal_status": "C1", "need": "N1", "home_area": "SE15"}
        Episode.objects.create(
            started_on=date(2026, 6, 10), start_reason="S", placement_type="U6", placement_provider="PR1",
            placement_area="BR1", urn="SC100001", ended_on=date(2026, 8, 10), end_reason="X1", change_reason="CARPL",
            **common,
        )  # fmt: skip
        Episode.objects.create(
            started_on=date(2026, 8, 10), start_reason="P", placement_type="U4", placement_provider="PR4",
            placement_area="BR3", urn="SC100002", **common,
        )  # fmt: skip
        ClaimedReview.objects.create(child=child, held_on=date(2026, 7, 1), participation="PN1")
        MissingSpell.objects.create(child=child, kind="M", started_on=date(2026, 7, 1), ended_on=date(2026, 7, 2))
        WorkerEpisode.objects.create(
            child=child, registration="SW123456", started_on=date(2026, 6, 10), reason="MANAGE"
        )
        PreviousPermanence.objects.create(child=child, option="P1", arranged_by="210", ordered_on=date(2020, 1, 1))
        AdoptionDecision.objects.create(child=child, decided_on=date(2026, 2, 3))
        Adoption.objects.create(
            child=child, best_interest_on=date(2026, 2, 1), matched_on=date(2026, 2, 2), by_former_carer=False,
            adopters=2, sex_of_adopters="MF", status_of_adopters="L11",
        )  # fmt: skip
        for year in (2026, 2027):
            YearInCare.objects.create(
                child=child, collection_year=year, sdq_score=7, convicted=False, health_check=True, teeth_check=True,
                immunisations=True, health_assessment=True, substance_misuse=False,
            )  # fmt: skip
            CareLeaver.objects.create(
                child=child, collection_year=year, in_touch="YES", activity="F1", accommodation="B1"
            )
    return child
