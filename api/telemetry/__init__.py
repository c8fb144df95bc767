"""What operators see of the server: metrics, logs and traces. Personal data is in none of them."""
