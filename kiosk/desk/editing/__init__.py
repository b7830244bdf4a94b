"""What is written: versions of texts, the parts of an edition, what is wrong with a draft and what it would change."""
