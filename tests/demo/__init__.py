"""Tests of the fictional ministry in data/demo."""
