"""What phones say: it goes through other people's servers, and is frozen when it is posted."""
