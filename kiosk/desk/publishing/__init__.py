"""How it goes out: submit, sign, approve, publish, and the audit of all of it."""
