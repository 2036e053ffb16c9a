"""The screen: consoles, views, prompter, the walk."""
