"""Whether instruments do what they are meant to do, with what is known and how sure that is.

Three steps of evidence: who gets what (0), what happened after (1), and what happened after beside
who was alike and did not start then (2). Every result carries its step and why it goes no higher.
"""
