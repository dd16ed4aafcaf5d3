"""Claims shown to people."""
