"""A Ray cluster of two nodes on this machine. Prints its address; each line of its input ends one node for good."""

import sys

from ray.cluster_utils import Cluster

OPTIONS = {"num_cpus": 1, "object_store_memory": 100 * 2**20}

if __name__ == "__main__":
    cluster = Cluster(initialize_head=True, head_node_args=OPTIONS | {"include_dashboard": False})
    second = cluster.add_node(**OPTIONS)
    cluster.wait_for_nodes()
    print(cluster.address, flush=True)
    for _ in sys.stdin:
        cluster.remove_node(second, allow_graceful=False)
        print("gone", flush=True)
    cluster.shutdown()
