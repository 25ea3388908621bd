//! What a project asks for, in the manifest of its language.
