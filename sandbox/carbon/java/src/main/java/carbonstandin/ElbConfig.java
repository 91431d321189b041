package carbonstandin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.w3c.dom.Element;

/** Elastic Load Balancer 2.0: the two pass-through listeners of axis2.xml. */
final class ElbConfig {

    private ElbConfig() {}

    static ServerConfig read(Path home) throws IOException {
        Element carbon = XmlFile.read(home.resolve("repository/conf/carbon.xml"), "Server");
        Element axis2 = XmlFile.read(home.resolve("repository/conf/axis2/axis2.xml"), "axisconfig");
        Element https = XmlFile.named(axis2, "transportReceiver", "https");
        Element store = XmlFile.child(XmlFile.named(https, "parameter", "keystore"), "KeyStore");
        KeyStoreFile key =
            new KeyStoreFile(
                    home.resolve(XmlFile.text(store, "", "Location")),
                    XmlFile.text(store, "JKS", "Type"),
                    XmlFile.text(store, "", "Password"),
                    null,
                    XmlFile.text(store, null, "KeyPassword"))
                .check();
        // Its ports are as they stand: the offset is for Tomcat's.
        int port = XmlFile.number(XmlFile.named(XmlFile.named(axis2, "transportReceiver", "http"), "parameter", "port"), 0);
        int securePort = XmlFile.number(XmlFile.named(https, "parameter", "port"), 0);
        return new ServerConfig(
            XmlFile.text(carbon, "localhost", "HostName"),
            null,
            List.of(
                new Listener("Pass-through HTTP Listener", port, Listener.Role.TRAFFIC, null),
                new Listener("Pass-through HTTPS Listener", securePort, Listener.Role.TRAFFIC, key)));
    }
}
