"""The publishing side: keys, ceremonies, proposals, publications. Nothing at a gate imports it."""
