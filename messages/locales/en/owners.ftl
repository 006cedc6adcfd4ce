# After an owner has left the group.
notice-owner-left = { $person } left the group, is no owner any more, and is not called.
notice-owner-stays = You left the group, but there is no other owner, so you still are one. To hand over, put the new owner into OWNER_IDS and restart, or come back to the group first.
