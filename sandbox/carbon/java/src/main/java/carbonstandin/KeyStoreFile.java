package carbonstandin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;

/** A keystore as the configuration describes it; alias and keyPassword may be null. */
record KeyStoreFile(Path path, String type, String password, String alias, String keyPassword) {

    /** Opens the file once, so that a wrong path or password stops the start with its cause. */
    KeyStoreFile check() {
        try {
            KeyStore store = KeyStore.getInstance(type);
            try (InputStream in = Files.newInputStream(path)) {
                store.load(in, password.toCharArray());
            }
            if (alias != null && !store.isKeyEntry(alias)) {
                throw new ConfigException("Keystore " + path + " has no private key with alias " + alias);
            }
            return this;
        } catch (IOException | GeneralSecurityException e) {
            throw new ConfigException("Keystore " + path + " (" + type + ") can't be read: " + e.getMessage());
        }
    }
}
