package standin;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The server that a bundle runs in: its name, its product's version, and how long it takes to be ready. */
final class Node {

    final String name;
    final String version;

    Node() throws IOException {
        name = InetAddress.getLocalHost().getHostName();
        Matcher found = Pattern.compile("\\d+\\.\\d+\\.\\d+[-.\\w]*").matcher(read(home("bin", "wso2carbon-version.txt")));
        version = found.find() ? found.group() : "";
    }

    static Path home(String... parts) {
        return Paths.get(System.getProperty("carbon.home"), parts);
    }

    static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    /** From the start of the bundle to ready; {@code -Dstandin.readySeconds=}, or never with a negative one. */
    static int readySeconds() {
        return Integer.getInteger("standin.readySeconds", 3);
    }
}
