import com.obinexus.semverx.DiramException;
import com.obinexus.semverx.packages.Package;
import com.obinexus.semverx.packages.UnpackOptions;
import java.nio.file.Path;

/** Unpack PACKAGE DIR [salvage]: unpacks, and prints how many parts were mended and rebuilt. */
public final class Unpack {
    private Unpack() {}

    public static void main(String[] args) {
        var options = UnpackOptions.builder().salvage(args.length > 2).build();
        try (var pkg = Package.open(Path.of(args[0]))) {
            var report = pkg.unpack(Path.of(args[1]), options);
            System.out.println(report.mendedParts() + " " + report.rebuiltParts());
        } catch (DiramException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }
}
