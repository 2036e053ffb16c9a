"""The door: one Typer module per command group."""
