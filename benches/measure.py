"""Whole processes, measured in turns. The scripts beside this one import it."""
import os
import statistics
import subprocess
import sys
import time


def measured(arguments, stdin=None, expected=(0,), **options):
    """Wall time in seconds and peak memory in bytes of one process.

    The peak has a floor: the memory of the Python that starts the process, some 17 MB.
    """
    source = open(stdin, "rb") if stdin else subprocess.DEVNULL
    begin = time.perf_counter()
    child = subprocess.Popen(arguments, stdin=source, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)
    _, status, usage = os.wait4(child.pid, 0)
    elapsed = time.perf_counter() - begin
    if stdin:
        source.close()
    code = os.waitstatus_to_exitcode(status)
    if code not in expected:
        sys.exit(f"{' '.join(arguments[:3])} ended with {code}")
    return elapsed, usage.ru_maxrss * 1024


def in_turns(cases, runs):
    """Runs every case once to warm up and then `runs` times, one after the other, so that a slow moment is everybody's.

    Gives for every case its median time and its highest peak.
    """
    samples = {name: [] for name in cases}
    for n in range(runs + 1):
        for name, case in cases.items():
            sample = case()
            if n:
                samples[name].append(sample)
    return {
        name: (statistics.median(elapsed for elapsed, _ in sample), max(memory for _, memory in sample))
        for name, sample in samples.items()
    }
