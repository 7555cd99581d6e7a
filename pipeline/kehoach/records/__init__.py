"""Frozen records that the stages hand on. No I/O, no behaviour beyond what keeps a record true."""
