"""Answers on paper: one layout that the form is printed from and the scan is read by.

`layout` says where every circle stands (millimetres), `form` prints it, `reading` finds the answers
in a scan. Reading needs OpenCV, which is large: only `reading`, `images` and `marks` import it, and
they are imported where a scan is read, never by the pages.
"""
