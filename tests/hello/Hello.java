import com.obinexus.semverx.CoherenceException;
import com.obinexus.semverx.packages.Package;
import com.obinexus.semverx.packages.Packages;
import java.nio.file.Path;

/** README's first example; the lines between the marks are quoted there. */
public final class Hello {
    private Hello() {}

    public static void main(String[] args) {
        // hello:
        Packages.pack(Path.of("photos"), Path.of("photos.zip"));
        try (var pkg = Package.open(Path.of("photos.zip"))) {
            System.out.println(pkg.verify().status() + " " + pkg.overallCoherence());
            pkg.unpack(Path.of("restored"));
        } catch (CoherenceException e) {
            System.out.println(e.hint());
        }
        // :hello
    }
}
