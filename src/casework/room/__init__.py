"""The room: one laptop, a closed network, hundreds of phones, nothing lost.

1. ``events``, ``store``     an append-only log, in SQLite (``sqlite_store``) or PostgreSQL (``postgres_store``), written by ``group_commit``
2. ``material``              what the steps of a plan (``casework.plans``) show in each language, keys apart
3. ``state``, ``teams``      what the log comes to: position, answers, teams
4. ``session``               store and state running together, and word to the screens
5. ``views``, ``counts``     what participant, projector and facilitator may know
6. ``access``, ``guard``, ``limits``, ``bodies``  who may do what, from where, how much, in which shape
7. ``pages``, ``participant_page``, ``facilitator_pages``  the screens
8. ``participants``, ``facilitator``, ``streams``, ``book``  the addresses, listed in ``app``; ``openapi`` documents them
9. ``serve``, ``addresses``  the command

Nothing else imports this package but the command line, lazily: it needs the extra ``room``.
"""
