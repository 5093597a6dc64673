#!/usr/bin/env bash
# How long the import of a large Insights trainings export takes, as a whole process, against DuckDB reading the same
# file as text and counting ids, in the same run. It reports and never judges: the exit code is 0 whatever the numbers.
#
#   benches/import.sh               measures a fresh release build
#   benches/import.sh BINARY        measures that binary and builds nothing
#   ROWS=1000000 PEOPLE=50000 RUNS=7 benches/import.sh
set -u
cd "$(dirname "$0")/.." || exit 0
rows=${ROWS:-1000000} people=${PEOPLE:-50000} runs=${RUNS:-7}
target=${CARGO_TARGET_DIR:-target}
if [ $# -gt 0 ]; then
    binary=$(realpath "$1")
else
    cargo build --release --quiet || { echo "import.sh: the release build failed; nothing was measured" >&2; exit 0; }
    binary=$(realpath "$target/release/competency")
fi
work=$(mktemp -d) && trap 'rm -rf "$work"' EXIT
if ! python3 -c 'import duckdb' 2>/dev/null; then
    python3 -m venv "$work/venv" && "$work/venv/bin/pip" -q install duckdb || { echo "import.sh: no duckdb" >&2; exit 0; }
    PATH="$work/venv/bin:$PATH"
fi
python3 benches/trainings.py "$rows" "$people" > "$work/trainings.tsv"
exec_python() { python3 - "$@"; }
exec_python "$binary" "$work" "$runs" <<'PYTHON'
import os, resource, shutil, statistics, subprocess, sys, time

binary, work, runs = sys.argv[1], sys.argv[2], int(sys.argv[3])
source = os.path.join(work, "trainings.tsv")
size = os.path.getsize(source)
query = (f"import duckdb; print(duckdb.sql(\"select count(distinct MCPID) from read_csv('{source}', "
         "all_varchar=true, delim='\\t')\").fetchall()[0][0])")
folder = os.path.join(work, "company")

def workspace():
    shutil.rmtree(folder, ignore_errors=True)
    os.mkdir(folder)
    with open(os.path.join(folder, "competency.yaml"), "w") as file:
        file.write("organization: {id: contoso, market: developed}\nas_of: 2018-12-31\n")

def measured(arguments, expected=(0,)):
    """Wall time in seconds and peak memory in bytes of one process."""
    begin = time.perf_counter()
    child = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=work)
    _, status, usage = os.wait4(child.pid, 0)
    elapsed = time.perf_counter() - begin
    if os.waitstatus_to_exitcode(status) not in expected:
        sys.exit(f"import.sh: {' '.join(arguments[:3])} ended with {os.waitstatus_to_exitcode(status)}")
    return elapsed, usage.ru_maxrss * 1024

cases = {
    "duckdb": lambda: measured([sys.executable, "-c", query]),
    "import, new": lambda: (workspace(), measured([binary, "-w", folder, "import", "insights-trainings", source, "--linked", "2014-01-01"]))[1],
    "import, again": lambda: measured([binary, "-w", folder, "import", "insights-trainings", source, "--linked", "2014-01-01"]),
    "import, dry run": lambda: (workspace(), measured([binary, "-w", folder, "import", "insights-trainings", source, "--dry-run"]))[1],
}
samples = {name: [] for name in cases}
for n in range(runs + 1):
    for name, case in cases.items():
        sample = case()
        if n:
            samples[name].append(sample)
print(f"{size / 1e6:.0f} MB; whole processes, {runs} alternating runs after one warm-up, load {os.getloadavg()[0]:.1f}")
base = statistics.median(elapsed for elapsed, _ in samples["duckdb"])
for name, sample in samples.items():
    median = statistics.median(elapsed for elapsed, _ in sample)
    peak = max(memory for _, memory in sample)
    print(f"{name:16} {median:6.2f} s  {median / base:5.2f}x duckdb  peak {peak / 1e6:5.0f} MB, {peak / size:4.2f}x the file")
PYTHON
