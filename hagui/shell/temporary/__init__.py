"""What was meant for a while and is still in force: constraints of moves and bans, standby."""
