package com.obinexus.semverx.internal;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Asks a plugin for the native library, on a thread of that. */
public final class Asking {
    /** Calls the method of a plugin. */
    @FunctionalInterface
    public interface Question {
        /**
         * Asks.
         *
         * @param hook which method
         * @param arguments its arguments
         * @throws Exception if the plugin refuses
         */
        void ask(String hook, List<Fields> arguments) throws Exception;
    }

    private final ClassLoader loader;
    private final Question question;

    /**
     * Asks one plugin.
     *
     * @param plugin whose class loader its threads get
     * @param question calls its method
     */
    public Asking(Object plugin, Question question) {
        this.loader = plugin.getClass().getClassLoader();
        this.question = question;
    }

    /**
     * Called by the native library.
     *
     * @param hook which method
     * @param arguments a JSON array
     * @return the reason for a no; null for a yes
     */
    byte[] ask(String hook, byte[] arguments) {
        try {
            Thread.currentThread().setContextClassLoader(loader);
            question.ask(hook, Fields.readList(arguments, one -> one));
            return null;
        } catch (Throwable refusal) { // whatever it is: the plugin did not agree
            System.getLogger("com.obinexus.semverx")
                    .log(System.Logger.Level.DEBUG, hook + " of a plugin refused", refusal);
            return reason(refusal).getBytes(StandardCharsets.UTF_8);
        }
    }

    private static String reason(Throwable refusal) {
        String said = refusal.getLocalizedMessage();
        return said == null || said.isBlank() ? refusal.getClass().getName() : said;
    }
}
