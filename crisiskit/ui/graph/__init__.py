"""A playbook as a drawing: `picture` says what is drawn, `layout` where, the others how."""
