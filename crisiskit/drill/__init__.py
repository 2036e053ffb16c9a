"""The rehearsal: scenarios on a virtual clock."""
