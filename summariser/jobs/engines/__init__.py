"""Where articles are worked on: this process, several, a Ray cluster, a provider's batch endpoint."""
