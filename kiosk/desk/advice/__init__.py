"""What is written: versions, the board of zones, forms, and what a change says in words."""
