"""Learning that lasts: supervision and appraisals."""
