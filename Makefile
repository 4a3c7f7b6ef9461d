# Thin: each target is one of dev.py, which works without make.
TARGETS := check test lint docs bench deep fuzz browser constraints report setup

.PHONY: help $(TARGETS)
help:
	@python3 dev.py

$(TARGETS):
	@python3 dev.py $@ $(ARGS)
