package com.obinexus.semverx;

import java.util.OptionalLong;

/**
 * How far a long call is. Sent at most ten times a second, and once at the end.
 *
 * @param done bytes done; for resolutions, requests
 * @param total as many in all; empty while nobody can know
 * @param phase what is going on: {@code pack}, {@code verify}, {@code heal}, {@code unpack}, {@code
 *     scan}, {@code resolve}
 */
public record Progress(long done, OptionalLong total, String phase) {}
