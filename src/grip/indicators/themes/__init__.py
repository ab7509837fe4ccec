"""Themes: the declarations of the register, one module for each subject; new ones come here."""
