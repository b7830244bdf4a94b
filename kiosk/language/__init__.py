"""What is said to travellers, whatever shows it: six voices, and the words for levels, since when, and whom to call."""
