"""Telling people that something is the matter: by mail, by web push and to a webhook; repeated, quieted, acknowledged, no storm.

One call for every room: `kiosk.desk.telling.tell.tell(source, causes, now)`. A cause says whom, where, what and what to do.
"""
