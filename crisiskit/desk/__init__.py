"""The acts: one function per thing a responder does."""
