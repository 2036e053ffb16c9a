"""How long a playbook takes at the least: what no team, however quick, can get around."""
