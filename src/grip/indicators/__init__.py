"""What is counted, of whom, when: caseload, ledger, register of indicators and engine."""
