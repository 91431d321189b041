package carbonstandin;

import java.util.Map;

/** One port: its name in the log, what is served on it, and its key if it speaks TLS. */
record Listener(String name, int port, Role role, KeyStoreFile tls, Map<String, String> attributes) {

    enum Role {
        /** Applications, and the product's own services beside them. */
        TRAFFIC,
        /** The Micro Integrator's internal API: probes only. */
        INTERNAL
    }

    /** @param attributes of the connector, as the product's file has them */
    Listener {}

    Listener(String name, int port, Role role, KeyStoreFile tls) {
        this(name, port, role, tls, Map.of());
    }
}
