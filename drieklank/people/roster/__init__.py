"""Reading a school's roster: pure, no Django. `reading.read` gives a `Snapshot`, `changes.compare` a `ChangeSet`.

What the product has no ground to keep (citizen numbers, origin, weights, passwords, photos) is never picked up: each
reader names the columns it wants and sees no other.
"""
