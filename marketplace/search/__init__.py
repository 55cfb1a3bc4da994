"""Finding works: words in both scripts, facets, sorting, suggestions."""
