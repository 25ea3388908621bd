package com.obinexus.semverx;

import com.obinexus.semverx.internal.Fields;
import com.obinexus.semverx.internal.Handle;
import com.obinexus.semverx.internal.JsonText;
import com.obinexus.semverx.internal.NamedTexts;
import com.obinexus.semverx.internal.Native;
import com.obinexus.semverx.internal.Text;
import java.util.List;
import java.util.Map;

/** The three strategies over answers. */
abstract sealed class StrategyCalls permits Resolver {
    private final Handle handle;

    StrategyCalls(Handle handle) {
        this.handle = handle;
    }

    final Handle handle() {
        return handle;
    }

    /** Labels and versions as they cross the border. */
    static List<List<String>> pairs(String argument, Map<String, ?> versions) {
        return NamedTexts.of(argument, versions, Version.class).stream()
                .map(one -> List.of(one.getKey(), one.getValue()))
                .toList();
    }

    private static byte[] encoded(String argument, Map<String, ?> versions) {
        return Text.encode(argument, JsonText.of(pairs(argument, versions)));
    }

    /**
     * Checks an answer by one of the three strategies, with nothing running. It reports and refuses
     * nothing.
     *
     * @param found a solution
     * @param strategy which check
     * @return what it found
     */
    public CheckReport check(Resolution found, Strategy strategy) {
        return check(found, strategy, CheckOptions.DEFAULT);
    }

    /**
     * Checks an answer by one of the three strategies: parity of the swap, install order, ways of the
     * update. It reports and refuses nothing.
     *
     * @param found a solution
     * @param strategy which check
     * @param options what runs now, and how to judge
     * @return what it found
     * @throws ResolutionException with code NOT_FOUND for a running version that the registry has not
     */
    public CheckReport check(Resolution found, Strategy strategy, CheckOptions options) {
        return check(found.solution(), strategy, options);
    }

    /**
     * Checks versions by one of the three strategies, with nothing running. It reports and refuses
     * nothing.
     *
     * @param solution label to {@link Version} or text, labels as in {@link Resolution#solution}
     * @param strategy which check
     * @return what it found
     * @throws ResolutionException with code NOT_FOUND for a version that the registry has not
     */
    public CheckReport check(Map<String, ?> solution, Strategy strategy) {
        return check(solution, strategy, CheckOptions.DEFAULT);
    }

    /**
     * Checks versions by one of the three strategies: parity of the swap, install order, ways of the
     * update. It reports and refuses nothing.
     *
     * @param solution label to {@link Version} or text, labels as in {@link Resolution#solution}
     * @param strategy which check
     * @param options what runs now, and how to judge
     * @return what it found
     * @throws ResolutionException with code NOT_FOUND for a version, chosen or running, that the
     *     registry has not
     */
    public CheckReport check(Map<String, ?> solution, Strategy strategy, CheckOptions options) {
        byte[] chosen = encoded("solution", solution);
        byte[] name = Text.encode("strategy", strategy.toString());
        byte[] json = options.json();
        return CheckReport.of(
                Fields.read(
                        handle.call(
                                resolver -> Native.resolverCheck(resolver, chosen, name, json))));
    }

    /**
     * The cheapest safe way of a package from one version to another, hop by hop. That there is no
     * way is an answer.
     *
     * @param name the package
     * @param from where it begins
     * @param to where it leads
     * @return the way
     * @throws ResolutionException with code NOT_FOUND for a version that the registry has not
     */
    public UpdatePath plan(String name, String from, String to) {
        return plan(name, from, to, Map.of());
    }

    /**
     * The cheapest safe way of a package from one version to another, hop by hop. That there is no
     * way is an answer.
     *
     * @param name the package
     * @param from where it begins
     * @param to where it leads
     * @return the way
     * @throws ResolutionException with code NOT_FOUND for a version that the registry has not
     */
    public UpdatePath plan(String name, Version from, Version to) {
        return plan(name, from, to, Map.of());
    }

    /**
     * The cheapest safe way of a package from one version to another, hop by hop. That there is no
     * way is an answer.
     *
     * @param name the package
     * @param from where it begins
     * @param to where it leads
     * @param running what else runs, label to {@link Version} or text: a hop that it does not bear
     *     costs more and says what has to change with it
     * @return the way
     * @throws ResolutionException with code NOT_FOUND for a version that the registry has not
     */
    public UpdatePath plan(String name, Version from, Version to, Map<String, ?> running) {
        return plan(name, from.toString(), to.toString(), running);
    }

    /**
     * The cheapest safe way of a package from one version to another, hop by hop. That there is no
     * way is an answer.
     *
     * @param name the package
     * @param from where it begins
     * @param to where it leads
     * @param running what else runs, label to {@link Version} or text: a hop that it does not bear
     *     costs more and says what has to change with it
     * @return the way
     * @throws ResolutionException with code NOT_FOUND for a version that the registry has not
     */
    public UpdatePath plan(String name, String from, String to, Map<String, ?> running) {
        byte[] text = Text.encode("name", name);
        byte[] begin = Text.encode("from", from);
        byte[] end = Text.encode("to", to);
        byte[] others = encoded("running", running);
        return UpdatePath.of(
                Fields.read(
                        handle.call(
                                resolver ->
                                        Native.resolverPlan(resolver, text, begin, end, others))));
    }

    /**
     * Each chosen version with what it needs of the others.
     *
     * @param found a solution
     * @return by label
     */
    public List<SolutionNode> graph(Resolution found) {
        return graph(found.solution());
    }

    /**
     * Each chosen version with what it needs of the others.
     *
     * @param solution label to {@link Version} or text, labels as in {@link Resolution#solution}
     * @return by label
     * @throws ResolutionException with code NOT_FOUND for a version that the registry has not
     */
    public List<SolutionNode> graph(Map<String, ?> solution) {
        byte[] chosen = encoded("solution", solution);
        return VersionRows.read(
                handle.call(resolver -> Native.resolverGraph(resolver, chosen)), SolutionNode::of);
    }
}
