/** Packages that heal themselves; versions that say why they fit. */
module com.obinexus.semverx {
    exports com.obinexus.semverx;
    exports com.obinexus.semverx.packages;
}
