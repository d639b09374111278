"""How an answer, an entity, a graph's state and the catalog are told: each as a document.

What always holds here: what is told of a subject is composed once, for every form of output.
"""
