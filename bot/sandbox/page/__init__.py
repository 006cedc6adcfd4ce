"""The page: a small messenger in the browser, a phone beside it, and what makes trouble on purpose."""
