"""The worklist for the weekly meeting: findings and signals, and what is known of them since."""
