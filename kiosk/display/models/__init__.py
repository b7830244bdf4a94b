"""The presenters' values as Qt properties and rows. No decisions are made here."""
