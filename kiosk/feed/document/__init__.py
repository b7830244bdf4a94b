"""An edition as a document: read, written, and judged whether it makes sense."""
