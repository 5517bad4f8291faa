"""The canvas: layout (pure), scene and items."""
