"""diram's packages, versions, registries and certificates in pure Python, made from the FORMAT.md pages alone.

It shares no code with diram and prefers the obvious to the fast: it is what diram is tested
against. `make.py` in the folders beside it turns what it computes into vectors.

    field      GF(2^8) and rows of bytes in it
    part       one part: header, inner code, footer                           (FORMAT.md 1, 2)
    component  shape, parity, decoding                                        (1.2, 3, 4, 5)
    package    manifest, order of parts, zip: writing                         (6)
    reader     finding parts, healing, unpacking                              (7)
    cases      JSON and files of vectors: writing and checking them

    semverx_version    versions: parsing, order, sort key, printing, out to SemVer    (semverx 1, 2, 6)
    semverx_range      ranges: parsing, canonical text, what comparators accept       (3, 5)
    semverx_admission  admission under a policy, reasons, preference                  (4)
    semverx_algebra    subset and empty, by trying                                    (5)

    registry_entry      names, entries, lines of files                    (registry 2, 3)
    registry_tree       AVL trees with hashes, the two of a source        (4)
    registry_signature  Ed25519                                           (5)
    registry_head       heads: bytes, id, signatures                      (5)
    registry_history    changes and rollback                              (4, 6)
    registry_proof      proofs: reading, checking, asking, making         (7)
    registry_fault      faults that are found, and what is done           (6)
    registry_observe    updates, rate, queues                             (observe)
    gate                gates before an install and a publish

    strategy_graph      who needs whom; parity of swaps, install orders
    strategy_path       ways from version to version, without a heuristic

    manifest            what manifests ask for                            (manifest)
    lockfile            reading and writing locks, and what locking does  (lockfile)

    certificate         checking certificates, without any search         (resolve)
    certificate_policy  policies: reading, canonical form                 (resolve)
    certificate_search  answers by trying everything                      (resolve, "Domains")
"""
