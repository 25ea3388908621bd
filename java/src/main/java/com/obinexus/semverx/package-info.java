/**
 * Versions, ranges, a registry and its resolver; and what every part of diram shares: the exceptions,
 * {@link com.obinexus.semverx.Code}, {@link com.obinexus.semverx.Op} and {@link
 * com.obinexus.semverx.Progress}. Packages that heal themselves are in {@link
 * com.obinexus.semverx.packages}.
 *
 * <p>{@link com.obinexus.semverx.Version}, {@link com.obinexus.semverx.VersionRange}, {@link
 * com.obinexus.semverx.Policy} and all reports are values, without native memory and never closed.
 * {@link com.obinexus.semverx.Registry} and {@link com.obinexus.semverx.Resolver} are handles: close
 * them.
 */
package com.obinexus.semverx;
