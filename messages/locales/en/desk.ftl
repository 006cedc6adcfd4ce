### What the desk says of itself; commands stand in work.ftl, evidence and trouble in notices.ftl.

mark-again = (repeated)
