package com.obinexus.semverx;

import com.obinexus.semverx.internal.Calls;
import com.obinexus.semverx.internal.Fields;
import com.obinexus.semverx.internal.Handle;
import com.obinexus.semverx.internal.JsonText;
import com.obinexus.semverx.internal.NamedTexts;
import com.obinexus.semverx.internal.Native;
import com.obinexus.semverx.internal.Paths;
import com.obinexus.semverx.internal.Task;
import com.obinexus.semverx.internal.Text;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Answers requests over a registry under one policy: one version for each package that is needed,
 * or why there is none, with the proof. Follows the registry: an answer is about the snapshot that
 * is the newest when the request is made. Share it freely between threads; close it when done.
 *
 * <pre>{@code
 * try (var resolver = new Resolver(Path.of("reg.ndjson"))) {
 *     Resolution answer = resolver.resolve("app", "1.*.*.stable");
 *     System.out.println(answer.feasible() ? answer.solution() : answer.explanation());
 * }
 * }</pre>
 */
public final class Resolver extends StrategyCalls implements AutoCloseable {
    private Resolver(Handle handle) {
        super(handle);
    }

    private Resolver(long address) {
        this(Handle.shared("resolver", address, Native::resolverFree));
    }

    /**
     * Over the registry that the environment names in {@code DIRAM_REGISTRY}, else {@link
     * Registry#DEFAULT_ENDPOINT}.
     */
    public Resolver() {
        this(Policy.DEFAULT);
    }

    /**
     * Over the registry that the environment names, under a policy.
     *
     * @param policy what is admitted
     */
    public Resolver(Policy policy) {
        this(Native.resolverFromEnv(policy.bytes()));
    }

    /**
     * Over an open registry, under its policy.
     *
     * @param registry may be closed before this
     */
    public Resolver(Registry registry) {
        this(over(registry));
    }

    private static long over(Registry registry) {
        return registry.handle().call(reg -> Native.resolverNew(reg, null));
    }

    /** The registry's own, which nobody has to close. */
    static Resolver lasting(Registry registry) {
        return new Resolver(Handle.lasting("resolver", over(registry), Native::resolverFree));
    }

    /**
     * Over an open registry.
     *
     * @param registry may be closed before this
     * @param policy what is admitted
     */
    public Resolver(Registry registry, Policy policy) {
        this((long) registry.handle().call(reg -> Native.resolverNew(reg, json(policy))));
    }

    /**
     * Over a registry file or a folder of them.
     *
     * @param source the file or folder
     */
    public Resolver(Path source) {
        this(source, Policy.DEFAULT);
    }

    /**
     * Over a registry file or a folder of them, under a policy.
     *
     * @param source the file or folder
     * @param policy what is admitted
     */
    public Resolver(Path source, Policy policy) {
        this(Native.resolverOpen(Paths.encode("source", source), policy.bytes()));
    }

    /** Never null, which would mean the registry's own. */
    private static byte[] json(Policy policy) {
        return Text.encode("policy", policy.toJson());
    }

    /**
     * One version for each package that is needed, or why there is none.
     *
     * @param name the package that is needed, in any version
     * @return the answer; "no" is one too
     * @throws ResolutionException with code BUDGET if the policy's steps run out
     */
    public Resolution resolve(String name) {
        return resolve(name, "*");
    }

    /**
     * One version for each package that is needed, or why there is none.
     *
     * @param name the package that is needed
     * @param range the versions that will do
     * @return the answer; "no" is one too
     * @throws ResolutionException with code BUDGET if the policy's steps run out
     */
    public Resolution resolve(String name, String range) {
        return resolve(name, range, ResolveOptions.DEFAULT);
    }

    /**
     * One version for each package that is needed, or why there is none.
     *
     * @param name the package that is needed
     * @param range the versions that will do
     * @return the answer; "no" is one too
     * @throws ResolutionException with code BUDGET if the policy's steps run out
     */
    public Resolution resolve(String name, VersionRange range) {
        return resolve(name, range.toString());
    }

    /**
     * One version for each package that is needed, or why there is none.
     *
     * @param name the package that is needed
     * @param range the versions that will do
     * @param options how
     * @return the answer; "no" is one too
     * @throws ResolutionException with code BUDGET if the policy's steps run out
     */
    public Resolution resolve(String name, String range, ResolveOptions options) {
        return resolve(List.of(new Requirement(name, range)), options);
    }

    /**
     * One version for each package that is needed, or why there is none.
     *
     * @param requirements names to {@link VersionRange}s or texts; at most 1024
     * @return the answer; "no" is one too
     * @throws ArgumentException for another value; it says under which name
     * @throws ResolutionException with code BUDGET if the policy's steps run out
     */
    public Resolution resolve(Map<String, ?> requirements) {
        return resolve(requirements, ResolveOptions.DEFAULT);
    }

    /**
     * One version for each package that is needed, or why there is none.
     *
     * @param requirements names to {@link VersionRange}s or texts; at most 1024
     * @param options how
     * @return the answer; "no" is one too
     * @throws ArgumentException for another value; it says under which name
     * @throws ResolutionException with code BUDGET if the policy's steps run out
     */
    public Resolution resolve(Map<String, ?> requirements, ResolveOptions options) {
        return resolve(listed(requirements), options);
    }

    /**
     * One version for each package that is needed, or why there is none.
     *
     * @param requirements at most 1024; a name may come more than once
     * @return the answer; "no" is one too
     * @throws ResolutionException with code BUDGET if the policy's steps run out
     */
    public Resolution resolve(Collection<Requirement> requirements) {
        return resolve(requirements, ResolveOptions.DEFAULT);
    }

    /**
     * One version for each package that is needed, or why there is none.
     *
     * @param requirements at most 1024; a name may come more than once
     * @param options how
     * @return the answer; "no" is one too
     * @throws ResolutionException with code BUDGET if the policy's steps run out
     */
    public Resolution resolve(Collection<Requirement> requirements, ResolveOptions options) {
        return resolve(List.copyOf(requirements), options, options.ops());
    }

    private Resolution resolve(List<Requirement> wanted, ResolveOptions options, List<Op> ops) {
        byte[] request = encoded(wanted);
        byte[] json = options.json();
        byte[] answer =
                handle().call(
                        resolver ->
                                Calls.run(
                                        ops,
                                        op -> Native.resolverResolve(resolver, request, json, op)));
        return Resolution.of(Fields.read(answer), wanted);
    }

    /**
     * The same, not on this thread. Cancelling the future stops the search.
     *
     * @param name the package that is needed
     * @param range the versions that will do
     * @return the answer
     */
    public CompletableFuture<Resolution> resolveAsync(String name, String range) {
        return resolveAsync(List.of(new Requirement(name, range)), ResolveOptions.DEFAULT);
    }

    /**
     * The same, not on this thread. Cancelling the future stops the search.
     *
     * @param requirements at most 1024
     * @param options how, and on which executor
     * @return the answer
     */
    public CompletableFuture<Resolution> resolveAsync(
            Collection<Requirement> requirements, ResolveOptions options) {
        List<Requirement> wanted = List.copyOf(requirements);
        return Task.startWith(options, ops -> resolve(wanted, options, ops), answer -> {});
    }

    /**
     * The answers to many requests, on all cores. A request that fails does so alone.
     *
     * @param requests each as for {@link #resolve(Collection)}
     * @return one outcome for each, in their order
     */
    public List<ResolveOutcome> resolveMany(
            Collection<? extends Collection<Requirement>> requests) {
        return resolveMany(requests, ResolveOptions.DEFAULT);
    }

    /**
     * The answers to many requests, on several threads. A request that fails does so alone.
     *
     * @param requests each as for {@link #resolve(Collection)}
     * @param options how
     * @return one outcome for each, in their order
     */
    public List<ResolveOutcome> resolveMany(
            Collection<? extends Collection<Requirement>> requests, ResolveOptions options) {
        return resolveMany(copied(requests), options, options.ops());
    }

    private List<ResolveOutcome> resolveMany(
            List<List<Requirement>> wanted, ResolveOptions options, List<Op> ops) {
        byte[] requests = encoded(wanted);
        byte[] json = options.json();
        byte[] answers =
                handle().call(
                        resolver ->
                                Calls.run(
                                        ops,
                                        op ->
                                                Native.resolverResolveMany(
                                                        resolver, requests, json, op)));
        return ResolveOutcome.read(answers, wanted);
    }

    /**
     * The same, not on this thread. Cancelling the future stops the work.
     *
     * @param requests each as for {@link #resolve(Collection)}
     * @param options how, and on which executor
     * @return one outcome for each, in their order
     */
    public CompletableFuture<List<ResolveOutcome>> resolveManyAsync(
            Collection<? extends Collection<Requirement>> requests, ResolveOptions options) {
        List<List<Requirement>> wanted = copied(requests);
        return Task.startWith(options, ops -> resolveMany(wanted, options, ops), answers -> {});
    }

    private static List<Requirement> listed(Map<String, ?> requirements) {
        return NamedTexts.of("requirements", requirements, VersionRange.class).stream()
                .map(one -> new Requirement(one.getKey(), one.getValue()))
                .toList();
    }

    private static List<List<Requirement>> copied(
            Collection<? extends Collection<Requirement>> requests) {
        return requests.stream().map(List::copyOf).toList();
    }

    private static byte[] encoded(Collection<?> requirements) {
        return Text.encode("requirements", JsonText.of(requirements));
    }

    /** Closes the resolver; closing again does nothing. */
    @Override
    public void close() {
        handle().close();
    }
}
