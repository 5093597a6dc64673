#!/usr/bin/env bash
# How long a start takes, as whole processes, against `rg --version` on the same machine. It reports and never judges:
# the exit code is 0 whatever the numbers are.
#
#   benches/startup.sh              measures a fresh release build
#   benches/startup.sh BINARY       measures that binary and builds nothing
#   RUNS=301 WARM_UPS=10 benches/startup.sh
set -u
cd "$(dirname "$0")/.." || exit 0
runs=${RUNS:-101}
warm_ups=${WARM_UPS:-5}

if [ $# -gt 0 ]; then
    binary=$1
else
    binary=${CARGO_TARGET_DIR:-target}/release/competency
    cargo build --release --quiet || { echo "startup.sh: the release build failed; nothing was measured" >&2; exit 0; }
fi
for needed in rg python3; do
    if ! command -v "$needed" >/dev/null; then
        package=$needed
        [ "$needed" = rg ] && package=ripgrep
        echo "startup.sh: $needed is missing; on Debian: apt-get install $package" >&2
        exit 0
    fi
done
[ -x "$binary" ] || { echo "startup.sh: no program at $binary" >&2; exit 0; }

exec python3 - "$(command -v rg)" "$binary" "$runs" "$warm_ups" <<'PYTHON'
import os, shutil, statistics, subprocess, sys, tempfile, time

rg, binary = sys.argv[1], os.path.abspath(sys.argv[2])
runs, warm_ups = int(sys.argv[3]), int(sys.argv[4])
# (what, arguments, most times `rg --version` it should take)
cases = [
    ("rg --version", [rg, "--version"], None),
    ("competency --version", [binary, "--version"], 1.5),
    ("competency demo", [binary, "demo"], 3.0),
]
environment = {"PATH": os.environ.get("PATH", ""), "HOME": os.environ.get("HOME", "/"), "LANG": "C.UTF-8"}
quiet = os.open(os.devnull, os.O_RDWR)
streams = [(os.POSIX_SPAWN_DUP2, quiet, stream) for stream in (0, 1, 2)]

def once(arguments):
    begin = time.perf_counter_ns()
    child = os.posix_spawn(arguments[0], arguments, environment, file_actions=streams)
    _, status = os.waitpid(child, 0)
    end = time.perf_counter_ns()
    if status != 0:
        sys.exit(f"startup.sh: {' '.join(arguments)} failed")
    return (end - begin) / 1e6

times = {what: [] for what, _, _ in cases}
# Alternating, so that a slower minute of the machine is everybody's.
for n in range(warm_ups + runs):
    for what, arguments, _ in cases:
        elapsed = once(arguments)
        if n >= warm_ups:
            times[what].append(elapsed)

base, least = statistics.median(times["rg --version"]), min(times["rg --version"])
load, processors = os.getloadavg()[0], os.cpu_count() or 1
print(f"whole processes, {runs} alternating runs after {warm_ups} warm-ups, {processors} processors, load {load:.1f}")
if load > processors / 2:
    print("the machine is busy: whoever runs longer is interrupted more often, so medians favour the short; see `of least`")
print(f"{'':22} {'median':>9} {'quartiles':>17} {'least':>9} {'of least':>9} {'ratio':>7}  target")
for what, _, target in cases:
    sample = sorted(times[what])
    low, median, high = statistics.quantiles(sample, n=4)
    ratio = statistics.median(sample) / base
    verdict = "" if target is None else f"{target:.1f} {'kept' if ratio <= target else 'MISSED'}"
    print(f"{what:22} {median:6.2f} ms {low:6.2f} to {high:5.2f} ms {sample[0]:6.2f} ms {sample[0] / least:8.2f}x {ratio:6.2f}x  {verdict}")
size = os.path.getsize(binary) / 1e6
print(f"binary size            {size:6.2f} MB  target < 10 MB {'kept' if size < 10 else 'MISSED'}")

# The same by hyperfine where it is installed: another clock for the same question.
if shutil.which("hyperfine"):
    with tempfile.NamedTemporaryFile(suffix=".json") as out:
        subprocess.run(
            ["hyperfine", "-N", "--style", "none", "--warmup", str(warm_ups), "--runs", str(runs), "--export-json", out.name]
            + [" ".join(arguments) for _, arguments, _ in cases],
            check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            import json
            for result in json.load(open(out.name))["results"]:
                print(f"hyperfine: {result['command']}: median {result['median'] * 1e3:.2f} ms")
        except (ValueError, KeyError):
            pass
PYTHON
