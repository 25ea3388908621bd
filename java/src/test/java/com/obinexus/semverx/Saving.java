package com.obinexus.semverx;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;

/** Values through serialization. */
final class Saving {
    private Saving() {}

    static byte[] bytes(Object value) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        }
        return bytes.toByteArray();
    }

    static Object back(byte[] saved) throws IOException, ClassNotFoundException {
        try (var in = new ObjectInputStream(new ByteArrayInputStream(saved))) {
            return in.readObject();
        }
    }

    static Object there(Object value) throws IOException, ClassNotFoundException {
        return back(bytes(value));
    }
}
