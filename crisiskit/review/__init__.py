"""Reading a statement as its sharpest critic would: what a text says, and what is wrong with it."""
