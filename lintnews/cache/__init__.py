"""What was found in files before, so that an unchanged file costs next to nothing."""
