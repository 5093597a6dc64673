"""Counts the distinct holders for each organization and credential: peers.py duckdb|polars achievements.csv

It prints how many groups there are and what their counts add up to, with two threads and everything as text.
"""
import os
import sys

engine, file = sys.argv[1:]
if engine == "duckdb":
    import duckdb

    duckdb.sql("set threads = 2")
    print(*duckdb.sql(
        "select count(*), sum(holders) from (select organization, credential, "
        "count(distinct coalesce(nullif(employee, ''), account)) as holders "
        f"from read_csv('{file}', all_varchar = true, header = true) group by all)").fetchall()[0])
else:
    os.environ["POLARS_MAX_THREADS"] = "2"
    import polars

    holder = polars.coalesce("employee", "account").n_unique().alias("holders")
    counts = polars.scan_csv(file, infer_schema=False).group_by("organization", "credential").agg(holder)
    print(*counts.select(polars.len(), polars.sum("holders")).collect(engine="streaming").row(0))
