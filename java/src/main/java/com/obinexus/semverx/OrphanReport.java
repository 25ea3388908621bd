package com.obinexus.semverx;

import com.obinexus.semverx.internal.Fields;
import com.obinexus.semverx.internal.Handle;
import com.obinexus.semverx.internal.Native;
import java.util.List;

/**
 * A plugin that refuses nothing and remembers what the packages that leave a lock leave behind: their
 * dependencies that leave with them, because nobody needs them any more.
 *
 * <pre>{@code
 * var orphans = new OrphanReport();
 * registry.plug(orphans);
 * registry.lock(Path.of("my-app"));
 * System.out.println(orphans.orphans());
 * }</pre>
 */
public final class OrphanReport extends NativePlugin {
    /** Nothing seen yet. */
    public OrphanReport() {
        super(Handle.lasting("report", Native.orphansNew(), Native::orphansFree));
    }

    /**
     * The orphans of the last lock.
     *
     * @return their labels, ascending
     */
    public List<String> orphans() {
        return Fields.readTexts(handle().call(Native::orphansList));
    }

    @Override
    void plugInto(long reg, long nanos) {
        handle().call(
                        orphans -> {
                            Native.registryPlugOrphans(reg, orphans, nanos);
                            return null;
                        });
    }
}
