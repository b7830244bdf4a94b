"""What the foreign ministry's open data says, beside what we publish: read, compared, proposed; never taken by itself."""
