"""The bench of disputes tells requests apart from what a side waits for."""

from infra.bench.disputes import Stopwatch, tell


def test_requests_are_counted_and_waits_are_not():
    watch = Stopwatch()
    assert watch("raise", lambda: "raised") == "raised"
    assert watch.wait("until it is drawn", iter([None, "drawn"]).__next__) == "drawn"
    lines = list(tell({"raise": [0.010, 0.030], "(until it is drawn)": [0.5], "close": [0.020]}, 2))
    assert set(watch.taken) == {"raise", "(until it is drawn)"}
    assert "p50     20.0 ms" in lines[0]
    assert lines[-2:] == ["2 requests a dispute, 40 ms together", "2 draws done again from their records; all agree"]
