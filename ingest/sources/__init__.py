"""The formats that `graphq load FILE` reads, one module each.

What always holds here: a module declares one `FORMAT`; a new format is one new file.
"""
