#!/usr/bin/env bash
# How long `competency batch` takes for a whole network, as whole processes, beside DuckDB and Polars answering a much
# smaller question about one of its files, and beside `wc -l`. It reports and never judges: the exit code is 0 whatever
# the numbers.
#
#   benches/batch.sh               measures a fresh release build
#   benches/batch.sh BINARY        measures that binary and builds only the generator
#   ORGANIZATIONS=100000 RUNS=5 benches/batch.sh
#
# It needs python3 and, for 100,000 organizations, 4 GB of disk below TMPDIR and 4 GB of memory.
set -u
cd "$(dirname "$0")/.." || exit 0
organizations=${ORGANIZATIONS:-100000} runs=${RUNS:-5}
source benches/common.sh
binary_to_measure batch.sh "$@"
peers batch.sh duckdb==2.0.1 polars==2.1.0
work=$(mktemp -d) && trap 'rm -rf "$work"' EXIT
# A copy, because `cargo bench` puts its own build of the program, one that unwinds, in the place of the release.
cp "$binary" "$work/competency" && binary=$work/competency
network() { cargo bench --quiet --bench network -- "$@"; }
tenth=$((organizations / 10))
{
    network "$work/sorted" --organizations "$organizations" 2> "$work/sorted.json" &&
        network "$work/shuffled" --organizations "$organizations" --shuffled 2> "$work/shuffled.json" &&
        network "$work/tenth" --organizations "$tenth" 2> "$work/tenth.json" &&
        network --stream --organizations "$organizations" 2> "$work/stream.json" > "$work/stream.ndjson" &&
        head -n "$tenth" "$work/stream.ndjson" > "$work/tenth.ndjson"
} || { echo "batch.sh: the network cannot be written; nothing was measured" >&2; exit 0; }
python3 benches/batch.py "$binary" "$work" "$runs"
exit 0
