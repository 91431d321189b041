package carbonstandin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the server needs of the product's configuration files. */
record ServerConfig(String hostname, String configuredNodeId, List<Listener> listeners) {

    /** In the product's order: -DnodeId, the variable nodeId, the configuration; at last the host's name. */
    String node() throws IOException {
        for (String id : new String[] {System.getProperty("nodeId"), System.getenv("nodeId"), configuredNodeId}) {
            if (id != null && !id.isBlank()) {
                return id;
            }
        }
        // Not InetAddress: that may wait for a name server.
        return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    }
}
