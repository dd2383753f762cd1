"""The benches of scale and of reads, with tiny numbers: that they run, count what they say, and leave nothing."""

import json
import subprocess
import sys

from tests.architecture.sources import ROOT


def bench(*words):
    return subprocess.run(
        [sys.executable, "-m", *words], cwd=ROOT, capture_output=True, text=True, timeout=300, check=False
    )


def test_scale(tmp_path):
    figures, home = tmp_path / "figures.json", tmp_path / "home"
    done = bench(
        "infra.bench.scale", "--councils", "3", "--small", "2", "--rounds", "1", "--seconds", "0.3", "--warm-up", "0.1",
        "--clients", "1", "--home", str(home), "--json", str(figures),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = json.loads(figures.read_text())
    assert [line["what"] for line in found["lines"]] == ["an IRO's day", "a council reads", "a council submits"]
    assert all(line["small_p50"] > 0 and line["ratio_p50"] > 0 for line in found["lines"])
    roaming = found["roaming"]
    # The gate and each council, and not one connection more than the settings allow.
    assert roaming["after"]["logins"] == 4
    assert 4 <= roaming["after"]["count"] <= roaming["cap"]
    assert 0 < roaming["fresh"] < 1
    assert {path.name for path in home.iterdir()} <= {"lock"}


def test_reads(tmp_path):
    done = bench("infra.bench.reads", "--rounds", "1", "--reads", "20", "--home", str(tmp_path / "home"))
    assert done.returncode == 0, done.stderr
    lines = [line for line in done.stdout.splitlines() if "ours/stock" in line]
    assert [line.split("  ")[0] for line in lines] == ["staying", "going", "going, as a region"]
