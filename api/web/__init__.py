"""What stands between the network and the application: hosts, sizes, times, headers."""
