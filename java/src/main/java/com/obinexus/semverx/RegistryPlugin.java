package com.obinexus.semverx;

/**
 * A plugin: may veto what a {@link Registry} is about to do. A method that returns agrees; one that
 * throws refuses, and the exception's message is the reason. What it does not implement, it agrees
 * to.
 *
 * <pre>{@code
 * registry.plug(new RegistryPlugin() {
 *     @Override
 *     public void onInstall(EntryReport found) {
 *         if (found.fault() != FaultLevel.CLEAN) {
 *             throw new IllegalStateException("clean versions only");
 *         }
 *     }
 * });
 * }</pre>
 *
 * <p>Each call is made on a daemon thread of the library's own, with a time limit, and must not wait
 * for the one that publishes or locks. A plugin may look at the registry that asks it, and not
 * change it: that is refused with {@link StateException}.
 */
public interface RegistryPlugin {
    /**
     * The name it is known by; asked once, when it is put in.
     *
     * @return by default that of its class
     */
    default String name() {
        String simple = getClass().getSimpleName();
        String full = getClass().getName();
        return simple.isEmpty() ? full.substring(full.lastIndexOf('.') + 1) : simple;
    }

    /**
     * May this version be published?
     *
     * @param found the version
     * @throws Exception if not
     */
    default void onPublish(EntryReport found) throws Exception {}

    /**
     * May this package come into a lock?
     *
     * @param found the package
     * @throws Exception if not
     */
    default void onInstall(EntryReport found) throws Exception {}

    /**
     * May this package change its version in a lock?
     *
     * @param before the version that goes
     * @param after the version that comes
     * @throws Exception if not
     */
    default void onUpdate(EntryReport before, EntryReport after) throws Exception {}

    /**
     * May this package leave a lock?
     *
     * @param found the package
     * @throws Exception if not
     */
    default void onRemove(EntryReport found) throws Exception {}

    /**
     * May this answer, as a whole, become a lock?
     *
     * @param proposal the answer
     * @throws Exception if not
     */
    default void onResolve(Proposal proposal) throws Exception {}
}
