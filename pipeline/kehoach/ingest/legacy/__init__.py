"""Text in TCVN3 and VNI fonts made Unicode."""
