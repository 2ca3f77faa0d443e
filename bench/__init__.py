"""What `make bench` measures: fixed workloads on a synthetic nation, reported as they are."""
