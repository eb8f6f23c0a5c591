"""The real programs that stand in front of a portal, each started for a test and ended by it.

Every one of them is configured by the very files of deploy/, with the example values replaced, in a folder of its
own, on free ports of the loopback. Nothing here waits for a time: it waits for what it needs to happen.
"""
