"""Scenarios as they stand in their files: read by lint as well as by the rehearsal."""
