"""How the terms of data-subject requests are counted; pure, without Django."""
