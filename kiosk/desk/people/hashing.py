"""The demo's passwords: made up on the spot and shown on the sign-in page. A real desk keeps Django's own cost."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class ThrowAway(PBKDF2PasswordHasher):
    """Django's usual hash at a hundredth of its cost: half a second a sign-in would protect what everybody may read."""

    algorithm = "pbkdf2_demo"
    iterations = PBKDF2PasswordHasher.iterations // 100
