import com.obinexus.semverx.EntryReport;
import com.obinexus.semverx.Registry;
import com.obinexus.semverx.RegistryException;
import com.obinexus.semverx.RegistryPlugin;
import java.nio.file.Path;

/** README's third example; the lines between the marks are quoted there. */
public final class SwapHello {
    private SwapHello() {}

    public static void main(String[] args) {
        // hello:
        class NoLeftPad implements RegistryPlugin {
            @Override public void onInstall(EntryReport found) {
                if (found.name().equals("left-pad")) throw new IllegalStateException("we pad ourselves");
            }
        }
        try (var reg = new Registry("reg.ndjson")) {
            reg.plug(new NoLeftPad());
            try {
                reg.lock(Path.of("."));
            } catch (RegistryException e) {
                System.out.println(e.getMessage());
            }
            var way = reg.resolver().plan("core", "1.0.0", "3.2.0");
            System.out.println(way.verdict() + " over " + way.hops().get(0).to());
        }
        // :hello
    }
}
