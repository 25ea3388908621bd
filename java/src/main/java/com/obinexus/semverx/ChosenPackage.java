package com.obinexus.semverx;

import com.obinexus.semverx.internal.Fields;
import java.util.Optional;

/**
 * A chosen version.
 *
 * @param name the package
 * @param version the version
 * @param source where it comes from
 * @param sha256 SHA-256 of its content in hexadecimal, where the registry knows it
 * @param fault its fault level
 * @param yanked whether it is yanked: then a lock or an exact pin chose it
 */
public record ChosenPackage(
        String name,
        Version version,
        String source,
        Optional<String> sha256,
        FaultLevel fault,
        boolean yanked) {
    static ChosenPackage of(Fields fields, Version version) {
        return new ChosenPackage(
                fields.text("name"),
                version,
                fields.text("source"),
                fields.textIfAny("sha256"),
                FaultLevel.of(fields.small("fault")),
                fields.flag("yanked"));
    }
}
