"""The words: templates, rendering, documents."""
