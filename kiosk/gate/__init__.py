"""What a gate has beside its screen: the store, enrollment, stick, doctor, clock, settings, and what runs it all."""
