"""Drag and drop in both views: what a drop means, and the hands that carry it out."""
