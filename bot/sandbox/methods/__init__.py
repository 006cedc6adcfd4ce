"""The Bot API's methods, one small function each, and the registry that knows them."""
