"""One act a file upon who may sign: put together by a supervisor, signed by two on the signing page, published in one snapshot.

Rules: keys are taken from what was enrolled, never from a request; the page that signs recomputes everything it shows.
Publishing is refused until `targets` and, where it must be signed anew, `editions` are fully signed. An edition that waited
for signatures meanwhile waits on under the next version, and loses those it had.
"""
