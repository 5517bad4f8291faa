"""What the scene is made of; items draw and never decide."""
