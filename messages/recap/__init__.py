"""The recap people forward: one incident's values, told as Markdown, a page, a report, a picture, a table, JSON.

`values` holds what happened, `telling` how it is said; every other module draws one form. The renderers are
pure: the same values and the same reader give the same bytes, in any process.
"""
