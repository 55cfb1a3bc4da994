"""What strangers see of the programme: the lists, and the page of an event."""
