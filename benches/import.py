"""The measurement of import.sh: import.py BINARY FOLDER RUNS, with trainings.tsv in the folder."""
import os
import shutil
import sys

from measure import in_turns, measured

binary, work, runs = sys.argv[1], sys.argv[2], int(sys.argv[3])
source = os.path.join(work, "trainings.tsv")
size = os.path.getsize(source)
query = (f"import duckdb; print(duckdb.sql(\"select count(distinct MCPID) from read_csv('{source}', "
         "all_varchar=true, delim='\\t')\").fetchall()[0][0])")
folder = os.path.join(work, "company")
importing = [binary, "-w", folder, "import", "insights-trainings", source]


def workspace():
    shutil.rmtree(folder, ignore_errors=True)
    os.mkdir(folder)
    with open(os.path.join(folder, "competency.yaml"), "w") as file:
        file.write("organization: {id: contoso, market: developed}\nas_of: 2018-12-31\n")


def afresh(arguments):
    workspace()
    return measured(arguments)


results = in_turns({
    "duckdb": lambda: measured([sys.executable, "-c", query]),
    "import, new": lambda: afresh([*importing, "--linked", "2014-01-01"]),
    "import, again": lambda: measured([*importing, "--linked", "2014-01-01"]),
    "import, dry run": lambda: afresh([*importing, "--dry-run"]),
}, runs)
print(f"{size / 1e6:.0f} MB; whole processes, {runs} alternating runs after one warm-up, load {os.getloadavg()[0]:.1f}")
base = results["duckdb"][0]
for name, (median, peak) in results.items():
    print(f"{name:16} {median:6.2f} s  {median / base:5.2f}x duckdb  peak {peak / 1e6:5.0f} MB, {peak / size:4.2f}x the file")
