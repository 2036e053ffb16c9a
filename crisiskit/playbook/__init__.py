"""The plan: formats, parts, conditions, graph, catalogue, dictionaries."""
