"""Where each issue would settle if it were bargained now: published bargaining models over arrays."""
