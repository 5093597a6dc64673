"""The measurement of batch.sh: batch.py BINARY FOLDER RUNS, with the networks in the folder."""
import glob
import hashlib
import json
import os
import subprocess
import sys

from measure import in_turns, measured

binary, work, runs = sys.argv[1], sys.argv[2], int(sys.argv[3])
here = os.path.dirname(os.path.abspath(__file__))


def path(*names):
    return os.path.join(work, *names)


def files(network):
    return sorted(glob.glob(path(network, "*.csv")))


def written(network):
    """What the generator says it wrote; cargo may have said something before."""
    with open(path(f"{network}.json")) as file:
        return json.loads(file.read().splitlines()[-1])


def batch(network, *options):
    return [binary, "batch", path(network), "--format", "ndjson", *options]


def stream(*options):
    return [binary, "batch", "--input", "-", "--program", "microsoft-competencies", "--as-of", day(), "--format", "ndjson",
            *options]


def day():
    with open(path("sorted", "competency.yaml")) as file:
        return next(line.split()[1] for line in file if line.startswith("as_of:"))


def peer(engine, network):
    return [sys.executable, os.path.join(here, "peers.py"), engine, path(network, "achievements.csv")]


def answer(arguments, stdin=None):
    """What a process writes, as a fingerprint with the number of lines, its last word on stderr, and its exit code."""
    digest, lines = hashlib.sha256(), 0
    with open(stdin or os.devnull, "rb") as source:
        child = subprocess.Popen(arguments, stdin=source, stdout=subprocess.PIPE, stderr=open(path("stderr"), "wb"))
        while chunk := child.stdout.read(1 << 20):
            digest.update(chunk)
            lines += chunk.count(b"\n")
        code = child.wait()
    with open(path("stderr"), errors="replace") as said:
        return digest.hexdigest()[:16], lines, said.read().strip(), code


network = written("sorted")
bytes_of = {name: written(name)["bytes"] for name in ("sorted", "shuffled", "tenth", "stream")}
bytes_of["tenth stream"] = os.path.getsize(path("tenth.ndjson"))

# First that everybody answers, and answers the same.
print(f"{network['organizations']:,} organizations, {network['employees']:,} people, {network['achievements']:,} achievements, "
      f"{bytes_of['sorted'] / 1e6:,.0f} MB as CSV, {bytes_of['stream'] / 1e6:,.0f} MB as NDJSON\n")
for engine in ("duckdb", "polars"):
    said = subprocess.run(peer(engine, "sorted"), capture_output=True, text=True).stdout.split()
    same = said == [str(network["groups"]), str(network["pairs"])]
    print(f"{engine}: {' '.join(said)} groups and holders; {'as' if same else 'NOT as'} the generator counted")
answers = {
    "2 jobs": answer(batch("sorted", "--jobs", "2")),
    "1 job": answer(batch("sorted", "--jobs", "1")),
    "shuffled": answer(batch("shuffled", "--jobs", "2")),
    "stream": answer(stream("--jobs", "2"), path("stream.ndjson")),
}
first = answers["2 jobs"]
for name, (digest, lines, _, code) in answers.items():
    same = "the same bytes" if digest == first[0] else "OTHER bytes"
    print(f"batch, {name}: exit code {code}, {lines:,} lines, {same}")
print("\n" + first[2] + "\n")
if any(lines != network["organizations"] for _, lines, _, _ in answers.values()):
    print("Not every company was answered for, so nothing was measured.")
    sys.exit()

ANY = (0, 1, 2, 3)  # What it ended with has just been said.
results = in_turns({
    "duckdb": lambda: measured(peer("duckdb", "sorted")),
    "polars": lambda: measured(peer("polars", "sorted")),
    "wc": lambda: measured(["wc", "-l", *files("sorted")]),
    "2 jobs": lambda: measured(batch("sorted", "--jobs", "2"), expected=ANY),
    "1 job": lambda: measured(batch("sorted", "--jobs", "1"), expected=ANY),
    "tenth": lambda: measured(batch("tenth", "--jobs", "2"), expected=ANY),
    "duckdb, shuffled": lambda: measured(peer("duckdb", "shuffled")),
    "shuffled": lambda: measured(batch("shuffled", "--jobs", "2"), expected=ANY),
    "stream": lambda: measured(stream("--jobs", "2"), stdin=path("stream.ndjson"), expected=ANY),
    "tenth stream": lambda: measured(stream("--jobs", "2"), stdin=path("tenth.ndjson"), expected=ANY),
}, runs)

print(f"Whole processes, medians of {runs} alternating runs after one warm-up, load {os.getloadavg()[0]:.1f}:\n")
rows = [
    ("`wc -l`, every file", "wc", "sorted"),
    ("DuckDB, count distinct, achievements only", "duckdb", None),
    ("Polars, count distinct, achievements only", "polars", None),
    ("`batch --jobs 2`", "2 jobs", "sorted"),
    ("`batch --jobs 1`", "1 job", "sorted"),
    ("`batch --jobs 2`, a tenth of the companies", "tenth", "tenth"),
    ("DuckDB, shuffled rows", "duckdb, shuffled", None),
    ("`batch --jobs 2`, shuffled rows", "shuffled", "shuffled"),
    ("`batch --input - --jobs 2`", "stream", "stream"),
    ("`batch --input - --jobs 2`, a tenth", "tenth stream", "tenth stream"),
]
print("| what | median | peak memory | times the input |\n|---|---|---|---|")
for title, name, of in rows:
    seconds, peak = results[name]
    share = f"{peak / bytes_of[of]:.2f}" if of else ""
    print(f"| {title} | {seconds:.2f} s | {peak / 1e6:,.0f} MB | {share} |")


def ratio(a, b):
    return results[a][0] / results[b][0]


print("\n| ratio | measured | aim |\n|---|---|---|")
for title, value, aim in [
    ("batch to DuckDB", ratio("2 jobs", "duckdb"), "0.33 or less"),
    ("batch to Polars", ratio("2 jobs", "polars"), "below 1"),
    ("batch to `wc -l`", ratio("2 jobs", "wc"), "12 or less"),
    ("peak memory to the input", results["2 jobs"][1] / bytes_of["sorted"], "below 1.5"),
    ("shuffled to sorted", ratio("shuffled", "2 jobs"), "4 or less"),
    ("shuffled to DuckDB on the same rows", ratio("shuffled", "duckdb, shuffled"), "below 1"),
    ("10 times the companies", ratio("2 jobs", "tenth"), "11 or less"),
    ("2 jobs to 1, how much faster", ratio("1 job", "2 jobs"), "1.7 or more"),
    ("stream of 10 times the companies, time", ratio("stream", "tenth stream"), "11 or less"),
    ("stream of 10 times the companies, peak memory", results["stream"][1] / results["tenth stream"][1], "1"),
]:
    print(f"| {title} | {value:.2f} | {aim} |")
