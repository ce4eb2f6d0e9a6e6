"""What people type about sources and about how we practise."""

from academy.frameworks.forms.sources import ChangeSourceForm, SourceFilter, SourceForm, VersionForm

__all__ = ["ChangeSourceForm", "SourceFilter", "SourceForm", "VersionForm"]
