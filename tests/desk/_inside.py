"""Run as `python -m tests.desk._inside WORDS` with a desk's environment: what only the desk's own process can tell.

- `ask SESSION TIMES PATH...`: each page asked for in this process, with that session's cookie: a JSON line
  `{path: [queries, milliseconds each time...]}`;
- `age SESSION SECONDS`: that session's proofs of who acts become so much older;
- `overtake VERSION`: a draft is submitted between the moment an edit of it began and the moment it is saved: what is said.
"""

import json
import os
import sys
import time


def main(words: list[str]) -> None:
    """Print the answer."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "kiosk.desk.settings"
    import django

    django.setup()
    {"ask": ask, "age": age, "overtake": overtake}[words[0]](*words[1:])


def ask(session: str, times: str, *paths: str) -> None:
    """Queries are counted at the last time, when caches are warm."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session
    found = {}
    for path in paths:
        taken = []
        for _ in range(int(times)):
            with CaptureQueriesContext(connection) as queries:
                start = time.perf_counter()
                response = client.get(path, headers={"host": "localhost"})
                assert response.status_code == 200, (path, response.status_code)
                taken.append(round((time.perf_counter() - start) * 1000, 1))
        found[path] = [len(queries), *taken]
    print(json.dumps(found))


def age(session: str, seconds: str) -> None:
    """As if the officer had proved it so long ago."""
    from django.contrib.sessions.backends.db import SessionStore

    store = SessionStore(session)
    for record in store["account_authentication_methods"]:
        record["at"] -= int(seconds)
    store.save()


def overtake(version: str) -> None:
    """As two requests that cross."""
    from kiosk.desk.editing.models import Version
    from kiosk.desk.publishing.actions.save import save
    from kiosk.desk.publishing.actions.submit import submit
    from kiosk.faults import Refusal

    began = Version.objects.get(pk=int(version))
    submit(began.author, Version.objects.get(pk=began.pk), replace=True)
    try:
        save(began.author, Version(kind=began.kind, change=began.change, summary="x"), began)
    except Refusal as refusal:
        print(refusal)


if __name__ == "__main__":
    main(sys.argv[1:])
