module hello {
    requires com.obinexus.semverx;
}
