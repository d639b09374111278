"""The forms in which an answer can be printed, one module each; the module's name is `--format`'s.

What always holds here: the names are known without reading the modules, so that the command starts
quickly.
"""
