"""From links to clusters, and the ids that clusters keep."""
