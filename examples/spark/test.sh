#!/usr/bin/env bash
# Runs `competency batch` under Spark in local mode, several partitions at a time, and shows that every line is the one
# that the program gives alone. It installs what is missing: Java from Debian (as root), and pyspark, about 450 MB, into
# target/spark.
#
#   examples/spark/test.sh                                # builds the program and a network of 400 companies
#   ORGANIZATIONS=100000 PROFILE=release examples/spark/test.sh
set -euo pipefail
cd "$(dirname "$0")/../.."
organizations=${ORGANIZATIONS:-400} profile=${PROFILE:-dev} partitions=${PARTITIONS:-4}
target=${CARGO_TARGET_DIR:-target}
pyspark=$(sed -n 's/^pyspark==//p' examples/spark/requirements.txt)

command -v java > /dev/null || { apt-get -qq update && apt-get -qq install --yes default-jre-headless > /dev/null; }
venv=$target/spark/venv
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
PATH=$(realpath "$venv")/bin:$PATH
python -c "import pyspark, sys; sys.exit(pyspark.__version__ != '$pyspark')" 2> /dev/null ||
    pip --quiet --disable-pip-version-check install --requirement examples/spark/requirements.txt

cargo build --quiet --profile "$profile"
binary=$(realpath "$target/$([ "$profile" = dev ] && echo debug || echo "$profile")/competency")
work=$(mktemp -d) && trap 'rm -rf "$work"' EXIT
cargo bench --quiet --profile "$profile" --bench network -- "$work/network" \
    --organizations "$organizations" --broken 3

begin=$SECONDS
# The exit code is 2, because three companies have a record that cannot be read.
"$binary" batch "$work/network" --format ndjson --as-of 2018-10-29 > "$work/alone" 2> "$work/alone.log" || [ $? = 2 ]
echo "alone: $(wc -l < "$work/alone") companies, $((SECONDS - begin)) s"

# Loopback only, and no web page about the run.
begin=$SECONDS
SPARK_LOCAL_IP=127.0.0.1 spark-submit --master 'local[2]' --conf spark.ui.enabled=false \
    --conf "spark.sql.shuffle.partitions=$partitions" --conf spark.log.level=ERROR \
    --conf spark.ui.showConsoleProgress=false \
    examples/spark/run_batch.py "$work/network" "$work/answers" --as-of 2018-10-29 --partitions "$partitions" \
    --binary "$binary" 2> "$work/spark.log" || { tail -n 40 "$work/spark.log" >&2; exit 1; }
parts=("$work"/answers/part-*)
echo "Spark: $(cat "${parts[@]}" | wc -l) companies in ${#parts[@]} partitions, $((SECONDS - begin)) s"

# Spark keeps no order, so both are sorted. What is wrong with a company's records is told with the place it was read
# from, which is not the same; that it is told for the same companies is.
comparable() { sed 's/,"errors":.*//' "$@" | LC_ALL=C sort; }
comparable "$work/alone" > "$work/alone.sorted"
comparable "${parts[@]}" | cmp - "$work/alone.sorted"
echo "equal, with $(grep --count '"type":"error"' "$work/alone") companies whose records are broken"
