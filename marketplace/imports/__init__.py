"""A sheet of works, read row by row: one way in for the command and for the studio's upload."""
