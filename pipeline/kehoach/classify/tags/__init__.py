"""What a unit is: its tag."""
