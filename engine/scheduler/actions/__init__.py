"""What has to be done so that every instance comes to be where, and in the role, it should."""
