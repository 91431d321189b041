package standin;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Imitates that a gateway connects to the other parts that its {@code deployment.toml} names: one of each kind must be there. */
final class OtherParts {

    private static final Pattern KINDS = Pattern.compile(
        "(?m)^(event_listening_endpoints|throttle_decision_endpoints|traffic_manager_urls) = .*$");
    private static final Pattern ADDRESS = Pattern.compile("tcp://([^:\"]+):(\\d+)");

    private OtherParts() {}

    static void await() throws IOException, InterruptedException {
        Matcher kind = KINDS.matcher(Node.read(Node.home("repository", "conf", "deployment.toml")));
        while (kind.find()) {
            while (!answers(kind.group())) {
                Thread.sleep(500);
            }
        }
    }

    private static boolean answers(String line) {
        Matcher address = ADDRESS.matcher(line);
        while (address.find()) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(address.group(1), Integer.parseInt(address.group(2))), 2000);
                return true;
            } catch (IOException e) {
                // The next one of this kind may.
            }
        }
        return false;
    }
}
