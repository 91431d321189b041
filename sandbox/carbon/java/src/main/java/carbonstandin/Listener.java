package carbonstandin;

/** One port: its name in the log, what is served on it, and its key if it speaks TLS. */
record Listener(String name, int port, Role role, KeyStoreFile tls) {

    enum Role {
        /** Applications, and the product's own services beside them. */
        TRAFFIC,
        /** The Micro Integrator's internal API: probes only. */
        INTERNAL
    }
}
