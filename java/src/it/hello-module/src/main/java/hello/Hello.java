package hello;

import com.obinexus.semverx.CoherenceException;
import com.obinexus.semverx.packages.Package;
import com.obinexus.semverx.packages.Packages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

public class Hello {
    public static void main(String[] args) throws IOException {
        byte[] sea = new byte[100_000];
        Arrays.fill(sea, (byte) 7);
        Files.createDirectory(Path.of("photos"));
        Files.write(Path.of("photos/sea.raw"), sea);
        Packages.pack(Path.of("photos"), Path.of("photos.zip"));
        try (var pkg = Package.open(Path.of("photos.zip"))) {
            System.out.println(pkg.verify().status() + " " + pkg.overallCoherence());
            pkg.unpack(Path.of("restored"));
        } catch (CoherenceException e) {
            System.out.println(e.hint());
        }
    }
}
