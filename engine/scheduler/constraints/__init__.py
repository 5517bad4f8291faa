"""What the configuration and the nodes' health ask for: locations, colocations, orders, tickets."""
