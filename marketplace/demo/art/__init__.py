"""The generators: each module draws one family of works from a seed, a hand and a palette. numpy and Pillow only."""
