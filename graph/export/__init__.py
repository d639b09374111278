"""Ways out of graphq: the whole graph in a form that other software takes in.

What always holds here: nothing is left out in silence. What a form cannot carry is an error, or is
said where the form is described.
"""
