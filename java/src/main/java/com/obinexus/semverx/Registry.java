package com.obinexus.semverx;

import com.obinexus.semverx.internal.Fields;
import com.obinexus.semverx.internal.JsonText;
import com.obinexus.semverx.internal.Native;
import com.obinexus.semverx.internal.Paths;
import com.obinexus.semverx.internal.Text;
import java.nio.file.Path;
import java.util.Map;

/**
 * A registry: which packages and versions there are, who needs whom, and the proof of it.
 *
 * <p>This release reads a registry from a file of lines ({@code .ndjson}) or a folder of such files,
 * one a source. Nothing is written back: what is published into it or undone in it lasts as long as
 * the handle. Share it freely between threads; close it when done.
 *
 * <pre>{@code
 * try (var registry = new Registry(Path.of("reg.ndjson"))) {
 *     registry.publish(Map.of("name", "core", "version", "1.1.0", "deps", Map.of()));
 *     registry.rollback("core", 1); // as it was in the file
 * }
 * }</pre>
 */
public final class Registry extends RegistryGuard implements AutoCloseable {
    /** Where the registry is when nobody says otherwise. */
    public static final String DEFAULT_ENDPOINT = "https://r.obinexus.org";

    private static final String VARIABLE = "DIRAM_REGISTRY";

    private final String endpoint;
    private Resolver resolver;

    private Registry(long address, String endpoint) {
        super(address);
        this.endpoint = endpoint;
    }

    private Registry(byte[] path, String endpoint, RegistryOptions options) {
        this(
                Native.registryOpen(
                        path, options.json(), options.policy(), options.signingKey()),
                endpoint);
    }

    /** Opens the registry at {@link #DEFAULT_ENDPOINT}. */
    public Registry() {
        this(DEFAULT_ENDPOINT);
    }

    /**
     * Opens a registry.
     *
     * @param endpoint a URL, or the path of a file or folder
     * @throws FormatException with code UNSUPPORTED for a URL
     */
    public Registry(String endpoint) {
        this(endpoint, RegistryOptions.DEFAULT);
    }

    /**
     * Opens a registry.
     *
     * @param endpoint a URL, or the path of a file or folder
     * @param options how
     * @throws FormatException with code UNSUPPORTED for a URL
     */
    public Registry(String endpoint, RegistryOptions options) {
        this(Text.encode("endpoint", endpoint), endpoint, options);
    }

    /**
     * Opens a registry file or a folder of them.
     *
     * @param source the file or folder
     * @throws FormatException if a line is wrong; it says which
     */
    public Registry(Path source) {
        this(source, RegistryOptions.DEFAULT);
    }

    /**
     * Opens a registry file or a folder of them.
     *
     * @param source the file or folder
     * @param options how
     * @throws FormatException if a line is wrong; it says which
     */
    public Registry(Path source, RegistryOptions options) {
        this(Paths.encode("source", source), source.toString(), options);
    }

    /**
     * Opens the text of a registry file.
     *
     * @param lines one version a line
     * @return a registry whose endpoint is empty
     * @throws FormatException if a line is wrong; it says which
     */
    public static Registry fromLines(String lines) {
        return fromLines(lines, RegistryOptions.DEFAULT);
    }

    /**
     * Opens the text of a registry file.
     *
     * @param lines one version a line
     * @param options how; {@code maxBytes} is for files
     * @return a registry whose endpoint is empty
     * @throws FormatException if a line is wrong; it says which
     */
    public static Registry fromLines(String lines, RegistryOptions options) {
        byte[] text = Text.encode("lines", lines);
        long opened =
                Native.registryFromLines(
                        text, options.json(), options.policy(), options.signingKey());
        return new Registry(opened, "");
    }

    /**
     * Opens the registry that the environment names in {@code DIRAM_REGISTRY}, else {@link
     * #DEFAULT_ENDPOINT}.
     *
     * @return the registry
     */
    public static Registry fromEnv() {
        String named = System.getenv(VARIABLE);
        return new Registry(Native.registryFromEnv(), named == null ? DEFAULT_ENDPOINT : named);
    }

    /**
     * Where it was opened.
     *
     * @return as it was given; empty for {@link #fromLines(String)}
     */
    public String endpoint() {
        return endpoint;
    }

    /**
     * The registry as it was in an earlier snapshot: it shows that state for ever and changes
     * nothing. A snapshot that is no longer kept is answered by the newest kept before it.
     *
     * @param seq the snapshot's number
     * @return a handle of its own
     * @throws RegistryException with code SNAPSHOT for a number that does not exist
     */
    public Registry at(long seq) {
        return new Registry(
                (long) handle().call(reg -> Native.registryAt(reg, seq)), endpoint);
    }

    /**
     * The resolver over this registry under its policy.
     *
     * @return always the same one. It works on when this is closed; it need not be closed, and is
     *     freed by the collector then
     */
    public synchronized Resolver resolver() {
        if (resolver == null) {
            resolver = Resolver.lasting(this);
        }
        return resolver;
    }

    /**
     * A resolver over this registry under another policy.
     *
     * @param policy what is admitted
     * @return a handle of its own
     */
    public Resolver resolver(Policy policy) {
        return new Resolver(this, policy);
    }

    /**
     * Publishes a version, if every plugin agrees. Without {@code published} it is published now.
     *
     * @param line one line of a registry file
     * @return the snapshot that holds it, and the proof
     * @throws RegistryException with code EXISTS for a version that is there (builds make no
     *     difference) or was undone, PLUGIN when a plugin refuses: {@code details()} has the {@code
     *     votes}
     * @throws ResolutionException with code GATE when a gate refuses, in a registry that is gated
     * @throws FormatException for a line that is none
     */
    public Receipt publish(String line) {
        byte[] text = Text.encode("line", line);
        return receipt(run(reg -> Native.registryPublish(reg, text)));
    }

    /**
     * Publishes a version, if every plugin agrees. Without {@code published} it is published now.
     *
     * @param entry with the keys of a registry file's line: {@code name}, {@code version}, {@code
     *     deps} and what else there is
     * @return the snapshot that holds it, and the proof
     * @throws RegistryException with code EXISTS for a version that is there (builds make no
     *     difference) or was undone, PLUGIN when a plugin refuses: {@code details()} has the {@code
     *     votes}
     * @throws ResolutionException with code GATE when a gate refuses, in a registry that is gated
     * @throws FormatException for an entry that is none
     */
    public Receipt publish(Map<String, ?> entry) {
        return publish(JsonText.of(entry));
    }

    /**
     * Withdraws a version: only a lock or an exact pin of the root chooses it from now on.
     *
     * @param name the package
     * @param version its version
     * @return the snapshot that holds it, and the proof
     * @throws ResolutionException with code NOT_FOUND, with near names or versions
     */
    public Receipt yank(String name, String version) {
        return receipt(numbered(name, version, Native::registryYank));
    }

    /**
     * Withdraws a version: only a lock or an exact pin of the root chooses it from now on.
     *
     * @param name the package
     * @param version its version
     * @return the snapshot that holds it, and the proof
     * @throws ResolutionException with code NOT_FOUND, with near names or versions
     */
    public Receipt yank(String name, Version version) {
        return yank(name, version.toString());
    }

    /**
     * Takes the withdrawal back.
     *
     * @param name the package
     * @param version its version
     * @return the snapshot that holds it, and the proof
     * @throws ResolutionException with code NOT_FOUND, with near names or versions
     */
    public Receipt unyank(String name, String version) {
        return receipt(numbered(name, version, Native::registryUnyank));
    }

    /**
     * Takes the withdrawal back.
     *
     * @param name the package
     * @param version its version
     * @return the snapshot that holds it, and the proof
     * @throws ResolutionException with code NOT_FOUND, with near names or versions
     */
    public Receipt unyank(String name, Version version) {
        return unyank(name, version.toString());
    }

    /**
     * Sets a version's fault level, whatever it was: the word of somebody who looked.
     *
     * @param name the package
     * @param version its version
     * @param level the level
     * @return the snapshot that holds it, and the proof
     * @throws ResolutionException with code NOT_FOUND, with near names or versions
     */
    public Receipt setFault(String name, String version, FaultLevel level) {
        int number = level.level();
        return receipt(
                numbered(
                        name,
                        version,
                        (reg, n, v) -> Native.registrySetFault(reg, n, v, number)));
    }

    /**
     * Sets a version's fault level, whatever it was: the word of somebody who looked.
     *
     * @param name the package
     * @param version its version
     * @param level the level
     * @return the snapshot that holds it, and the proof
     * @throws ResolutionException with code NOT_FOUND, with near names or versions
     */
    public Receipt setFault(String name, Version version, FaultLevel level) {
        return setFault(name, version.toString(), level);
    }

    /**
     * Undoes a package's latest change; called again, the one before.
     *
     * @param name the package
     * @return the snapshot that holds it, and the proof
     * @throws RegistryException with code SNAPSHOT when there is nothing to undo
     */
    public Receipt rollback(String name) {
        return receipt(named(name, Native::registryUndo));
    }

    /**
     * Brings everything about one package back to a snapshot, in a new snapshot. Versions that were
     * not there then are gone, and their numbers are never free again.
     *
     * @param name the package
     * @param to the snapshot's number
     * @return the snapshot that holds it, and the proof
     * @throws RegistryException with code SNAPSHOT for one that does not exist or is no longer kept
     */
    public Receipt rollback(String name, long to) {
        return receipt(named(name, (reg, n) -> Native.registryRollback(reg, n, to)));
    }

    private static Receipt receipt(byte[] json) {
        return Receipt.of(Fields.read(json));
    }

    /**
     * Closes the registry and its subscriptions, not the resolvers over it; closing again does
     * nothing.
     */
    @Override
    public void close() {
        synchronized (this) {
            resolver = null;
        }
        endSubscriptions(); // waits for callbacks, which may use this
        handle().close();
    }
}
