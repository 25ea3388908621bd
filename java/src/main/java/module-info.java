/** Packages that heal themselves. */
module com.obinexus.semverx {
    exports com.obinexus.semverx;
    exports com.obinexus.semverx.packages;
}
