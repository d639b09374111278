"""How a brief looks: HTML, Markdown and DOCX from one document.

What always holds here: text from data stays text in every form; what a form cannot hold is shown as
a replacement character. The same brief gives the same bytes.
"""
