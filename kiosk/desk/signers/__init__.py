"""Who may sign: the passkeys of officers and supervisors, and the rosters that admit and remove them."""
