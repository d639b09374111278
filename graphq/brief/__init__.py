"""What a brief says: sections of sentences, tables and a picture, from the saved questions.

What always holds here: nothing here knows how a brief looks. A sentence is a template over facts,
and none is without a source.
"""
