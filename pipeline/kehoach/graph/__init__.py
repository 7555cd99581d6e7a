"""The citation graph of many plans: what cites what, and what that says. Works on plan dicts (`Plan.to_dict()`) alone.

`build.build` makes it, `measures` reads it, `export` and `layout` write and draw it.
"""
