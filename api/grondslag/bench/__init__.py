"""Measures the validation engines, ours and those of others, on the same files.

``python -m grondslag.bench`` makes the graphs, runs every engine as a process of its own, compares
what they report and prints one table. ``python -m grondslag.bench peers --dir DIR`` installs the
engines of others.
"""
