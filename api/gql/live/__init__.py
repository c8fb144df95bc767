"""What subscriptions tell: changes of customers and of lists of them, and the progress of identity runs."""
