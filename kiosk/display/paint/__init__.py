"""What is painted in Python because QML has no good part for it: fonts by language, map, QR code, edition mark."""
