"""kehoach reads Vietnamese official plans (kế hoạch): structure, cited directives, tags and duties."""
