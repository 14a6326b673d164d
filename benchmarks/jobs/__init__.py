"""The batch job: throughput, memory, and what it makes of hostile input and servers."""
