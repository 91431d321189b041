package carbonstandin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** wso2carbon.pid in the product's home. Goes with an orderly stop; after kill -9 it stays and is stale. */
final class PidFile {

    private final Path path;

    PidFile(Path home) throws IOException {
        path = home.resolve("wso2carbon.pid");
        Files.writeString(path, Long.toString(ProcessHandle.current().pid()));
    }

    void delete() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            System.err.println("Can't delete " + path + ": " + e);
        }
    }
}
