"""Evaluates a network of companies on a Spark cluster: `competency batch` on every partition, one line for each company.

    spark-submit run_batch.py NETWORK OUTPUT --as-of 2018-10-29 --partitions 200

NETWORK is a folder, on any file system Spark reads, with the record files of a workspace of many organizations as CSV
or Parquet: organizations, employees, accounts, associations, achievements, performance, memberships, overrides and
attestations, each a file such as `employees.csv` or a folder of parts of that name. OUTPUT becomes a folder of text
files. Nothing is evaluated here: Spark brings the records of a company together, and the program does the rest.
"""
import argparse
import subprocess
import sys
import threading

from pyspark.sql import SparkSession
from pyspark.sql import functions as F

SCHEMA = "competency/organization/1"
# Kinds of records with a column `organization` that says whose they are. Links are another matter, see `links`.
OWNED = ["employees", "accounts", "achievements", "performance", "memberships", "overrides", "attestations"]
# Ends that are answers: 1, a requirement is not met; 2, a company's records are broken, which its line says; 3, facts
# are missing.
ANSWERED = (0, 1, 2, 3)


def table(spark, network, kind):
    """The records of one kind, everything as text; none when there is no such file."""
    # As the program reads them: quotes are doubled, and blanks around values do not count.
    csv = {"header": True, "escape": '"', "ignoreLeadingWhiteSpace": True, "ignoreTrailingWhiteSpace": True}
    for ending, options in (("parquet", {}), ("csv", csv)):
        path = f"{network}/{kind}.{ending}"
        if is_there(spark.sparkContext, path):
            frame = spark.read.format(ending).options(**options).load(path)
            return frame.select([F.col(f"`{name}`").cast("string").alias(name) for name in frame.columns])
    return None


def is_there(context, path):
    """True when some file system that Spark knows has this path."""
    path = context._jvm.org.apache.hadoop.fs.Path(path)
    return path.getFileSystem(context._jsc.hadoopConfiguration()).exists(path)


def grouped(records, kind):
    """One row for each organization, with its records of this kind as a list."""
    fields = F.struct([name for name in records.columns if name != "owner"])
    return records.groupBy("owner").agg(F.collect_list(fields).alias(kind))


def links(associations, accounts):
    """Links with whose account it is: a link may name any organization, and an account needs all of its links."""
    owners = accounts.select("account", F.col("organization").alias("owner")).distinct()
    return associations.join(owners, "account")


def documents(spark, network, partitions):
    """One JSON document for each organization."""
    tables = {kind: table(spark, network, kind) for kind in ["organizations", "associations", *OWNED]}
    organizations, associations = tables.pop("organizations"), tables.pop("associations")
    if organizations is None:
        sys.exit(f"run_batch.py: {network} has neither organizations.csv nor organizations.parquet")
    rows = organizations.select(F.col("id").alias("owner"), F.struct(organizations.columns).alias("organization"))
    owned = {kind: records.withColumn("owner", F.col("organization")) for kind, records in tables.items() if records}
    if associations and "accounts" in owned:
        owned["associations"] = links(associations, tables["accounts"])
    for kind, records in owned.items():
        rows = rows.join(grouped(records, kind), "owner", "left")
    document = F.struct(F.lit(SCHEMA).alias("schema"), "organization", *owned)
    return rows.repartition(partitions, "owner").select(F.to_json(document)).rdd.map(lambda row: row[0])


def evaluate(command):
    """Gives a function that sends the documents of a partition through the program, and its lines back."""

    def partition(lines):
        child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")
        sent, failed = [0], []

        def feed():
            # Beside the reading: whoever writes everything first waits for ever once both pipes are full.
            try:
                with child.stdin as to:
                    for line in lines:
                        to.write(line + "\n")
                        sent[0] += 1
            except Exception as error:
                failed.append(error)

        feeder = threading.Thread(target=feed, daemon=True)
        feeder.start()
        received = 0
        for line in child.stdout:
            received += 1
            yield line.rstrip("\n")
        feeder.join()
        code = child.wait()
        if failed:
            raise failed[0]
        if code not in ANSWERED or received != sent[0]:
            # Spark tries the partition again, elsewhere.
            raise RuntimeError(f"{command[0]} ended with {code} after {received} of {sent[0]} organizations")

    return partition


def main():
    parser = argparse.ArgumentParser(description="Evaluate a network of companies on a Spark cluster.")
    parser.add_argument("network", help="folder with the record files, CSV or Parquet")
    parser.add_argument("output", help="folder for the answers, not there yet")
    parser.add_argument("--as-of", required=True, help="the day of evaluation; every machine must be told the same")
    parser.add_argument("--program", default="microsoft-competencies")
    parser.add_argument("--partitions", type=int, default=8)
    parser.add_argument("--binary", default="competency", help="where the program is on every machine")
    parser.add_argument("--jobs", type=int, default=1, help="threads for each partition; spark.task.cpus as many")
    asked = parser.parse_args()
    spark = SparkSession.builder.appName("competency batch").getOrCreate()
    command = [asked.binary, "batch", "--input", "-", "--format", "ndjson", "--as-of", asked.as_of, "--program",
               asked.program, "--jobs", str(asked.jobs)]
    answers = documents(spark, asked.network, asked.partitions).mapPartitions(evaluate(command))
    answers.saveAsTextFile(asked.output)
    spark.stop()


if __name__ == "__main__":
    main()
