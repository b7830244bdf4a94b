"""Words that are chosen when they are shown: for labels of forms and choices, which are made before anybody reads."""

from django.utils.functional import lazy

from kiosk.desk.words import say

w = lazy(say, str)
"""`say`, decided when it is shown."""
