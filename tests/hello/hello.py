from pysemverx import pack, Package, CoherenceError

pack("photos/", "photos.zip")                     # self-healing package
with Package.open("photos.zip") as pkg:
    print(pkg.verify().status, pkg.overall_coherence)
    try:
        pkg.unpack("restored/")                   # mends on the way
    except CoherenceError as e:
        print(e.hint)                             # what salvage could still give
