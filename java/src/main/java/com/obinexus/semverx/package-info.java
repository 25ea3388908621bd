/**
 * What every part of diram shares: the exceptions, {@link com.obinexus.semverx.Code},
 * {@link com.obinexus.semverx.Op} and {@link com.obinexus.semverx.Progress}. Packages that heal
 * themselves are in {@link com.obinexus.semverx.packages}.
 */
package com.obinexus.semverx;
