"""`make test`: every test on real parts, the browser tests in a process of their own."""
