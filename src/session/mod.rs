//! One sitting, without pixels: project, history, selection, suggestions, running tasks.
