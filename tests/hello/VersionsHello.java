import com.obinexus.semverx.Registry;
import com.obinexus.semverx.VersionRange;
import com.obinexus.semverx.Versions;

/** README's second example; the lines between the marks are quoted there. */
public final class VersionsHello {
    private VersionsHello() {}

    public static void main(String[] args) {
        // hello:
        System.out.println(Versions.satisfies("2.stable.1.stable.0.stable", "2.*.*.stable"));
        System.out.println(VersionRange.parse("^1.2").explain("1.3.0-rc.1").hint().orElse(""));
        try (var reg = new Registry("reg.ndjson")) {
            var answer = reg.resolver().resolve("app", "1.*.*.stable");
            System.out.println(answer.feasible() ? answer.solution().get("core") : answer.explanation());
        }
        // :hello
    }
}
