"""`make check`: every rule of the house that a machine can hold."""
