"""What people do with audits: one function per thing they would say they did."""
