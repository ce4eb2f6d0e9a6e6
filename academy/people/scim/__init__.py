"""SCIM 2.0 (RFC 7643 and 7644): a directory announces its users and groups.

The protocol is scim2-server's; where things are kept, and what they mean here, is ours. `views` lets a key in, `quirks`
puts right what well-known directories write otherwise than the standard says, `storage` calls this room's actions,
`shapes` turns rows into resources and back, and `filters` turns a filter into a question for the database.
"""
