"""Who: the regions, their agencies (OPD and others), the people and their roles."""
