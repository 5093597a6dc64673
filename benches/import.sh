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
source benches/common.sh
binary_to_measure import.sh "$@"
work=$(mktemp -d) && trap 'rm -rf "$work"' EXIT
peers import.sh duckdb==2.0.1
python3 benches/trainings.py "$rows" "$people" > "$work/trainings.tsv"
python3 benches/import.py "$binary" "$work" "$runs"
