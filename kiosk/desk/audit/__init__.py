"""The record of every act: a chain of lines that the database itself refuses to change."""
