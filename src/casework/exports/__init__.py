"""Papers that leave the module: one format a file.

``docx``   the drafted document of a case, for a word processor
"""
