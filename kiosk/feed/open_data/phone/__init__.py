"""The phone page: the kiosk's truth in one file a language, for a phone that may be offline, without styles or scripts.

Rules: what is said is said by the markup alone; styles only arrange it, and the script only ever makes it more cautious (older,
or a raise whose minute has come). One file below 100 kB with nothing to fetch, and a policy that forbids anything else.
"""
