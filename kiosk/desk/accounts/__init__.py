"""People of the desk: officers, supervisors, auditors, and their passkeys for signing."""
