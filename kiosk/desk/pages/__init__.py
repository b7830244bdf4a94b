"""What people see and type: addresses, pages and forms as they are shown, and the commands of `kiosk desk`."""
