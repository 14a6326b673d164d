"""What the service keeps: jobs, corrections, idempotency keys, results and texts."""
