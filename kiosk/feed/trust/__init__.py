"""Whom to believe: roles, bundles, and what two officers signed. No keys here."""
