"""The service's own reviews, as a council's 903 return is compared with them (rules P-R8 and P-R9, domain.md 4.4)."""

HELD_REVIEWS = """
    SELECT k.reference AS child, v.held_on, v.participation
    FROM reviews_review v JOIN casework_periodofcare q ON q.id = v.period_id JOIN casework_child k ON k.id = q.child_id
"""
