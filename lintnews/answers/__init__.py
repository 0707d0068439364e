"""What people have answered to findings: suppressions and the baseline."""
