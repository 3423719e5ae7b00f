"""Notebook hosts: the same markup and the same scripts as the book's pages, with the kernel as the model."""
