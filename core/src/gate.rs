//! Gates: what is certain about a version before it is published or installed, one verdict each.
