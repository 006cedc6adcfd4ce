"""What the desk knows before anything happens: policies, overrides, crisis types, first steps.

Data files with a schema each; every row says where its figure comes from (`source`), how well that is known
(`status`) and when somebody last compared it with its source (`checked_on`). All of it is starting values that
a team may change.
"""
