"""People: who is at the desk, how they come and go, what each may do, and that it is really they."""
