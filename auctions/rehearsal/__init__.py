"""A rehearsal: robots bid on a running sale through the real service, then everything is checked.

The robots are people of their own, called robots by name in both languages; they never bid outside a rehearsal
that somebody started by hand.
"""
