"""Runs batches and services in processes that start at once: it loads the package a single time, and forks for each.

Each line of its input is a batch or the work of a service as JSON; for each it prints the process's id, and then how that ended.
"""

import json
import os
import sys
from typing import Any

from summariser.jobs import Flow, batch
from tests.service.client import all_summarised, crashing


def _child(job: dict[str, Any]) -> int:
    if "crash_at" in job:
        return crashing(job)
    if "data" in job:
        return all_summarised(job)
    options = {"model": "m", "base_url": job["base_url"], "flow": Flow(**job["flow"]), **job.get("more", {})}
    report = batch(job["inputs"], job["out"], **options)
    return 3 if report.stopped else 0


for line in sys.stdin:
    if (pid := os.fork()) == 0:
        try:
            os._exit(_child(json.loads(line)))
        finally:
            os._exit(70)
    print(pid, flush=True)
    print(os.waitpid(pid, 0)[1], flush=True)
