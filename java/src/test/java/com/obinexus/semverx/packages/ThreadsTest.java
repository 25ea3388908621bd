package com.obinexus.semverx.packages;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.obinexus.semverx.Code;
import com.obinexus.semverx.StateException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ThreadsTest {
    private static final int THREADS = 8;
    private static final byte[] DATA = Sample.noise(40_000);

    /** One use of a shared package; true when it was closed meanwhile. */
    private static boolean use(Package pkg) throws IOException {
        try {
            assertEquals(Status.INTACT, pkg.verify().status());
            assertArrayEquals(DATA, pkg.recoverComponent("diram-component-0.bin"));
            try (var in = pkg.openEntry(pkg.namelist().get(0))) {
                assertArrayEquals(DATA, in.readAllBytes());
            }
            return false;
        } catch (StateException closed) {
            assertEquals(Code.CLOSED, closed.code());
            return true;
        }
    }

    @Test
    @SuppressWarnings("try") // closing early is what is tested
    void aPackageIsSharedAndClosedUnderItsUsers() throws Exception {
        var executor = Executors.newFixedThreadPool(THREADS);
        try (var pkg = Package.open(Sample.pkg())) {
            var underWay = new CountDownLatch(THREADS);
            var users = new ArrayList<Future<?>>();
            for (int i = 0; i < THREADS; i++) {
                users.add(
                        executor.submit(
                                () -> {
                                    boolean closed;
                                    try {
                                        closed = use(pkg);
                                    } finally {
                                        underWay.countDown();
                                    }
                                    while (!closed) {
                                        closed = use(pkg);
                                    }
                                    return null;
                                }));
            }
            underWay.await();
            pkg.close();
            for (Future<?> user : users) {
                join(user);
            }
        } finally {
            executor.shutdown();
        }
    }

    private static void join(Future<?> user) throws InterruptedException {
        try {
            user.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }
}
