"""The parts that the site stands on, started, watched and stopped by one small supervisor."""
