"""One act a file: check, do, and a line in the record, in one transaction.

Rules:

- Only one edition waits for signatures; submitting another while one waits needs `replace`, which returns the first.
- Before approval the submitter signs; after it any officer whom the feed admits may, and the feed's rule decides: two people.
- It goes out when it is approved *and* two people signed, whichever comes last.
- A failure leaves the previous edition in force, and says so in the record.
"""
