"""A year of audits in Weyshire: what was asked, which cases were drawn, and who looked at them."""
