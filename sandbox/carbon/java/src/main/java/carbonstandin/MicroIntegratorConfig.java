package carbonstandin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;

/** conf/deployment.toml: the keys that decide ports, keys and the node's name. */
final class MicroIntegratorConfig {

    private MicroIntegratorConfig() {}

    static ServerConfig read(Path home) throws IOException {
        Path file = home.resolve("conf/deployment.toml");
        TomlParseResult toml = Toml.parse(file);
        if (toml.hasErrors()) {
            throw new ConfigException(file + ": " + toml.errors().get(0).toString());
        }
        // An offset in the file replaces the default of 10; it isn't added to it.
        int offset = port(toml, "server.offset", 10);
        KeyStoreFile key =
            new KeyStoreFile(
                    home.resolve(text(toml, "keystore.primary.file_name", "repository/resources/security/wso2carbon.jks")),
                    text(toml, "keystore.primary.type", "JKS"),
                    text(toml, "keystore.primary.password", "wso2carbon"),
                    text(toml, "keystore.primary.alias", "wso2carbon"),
                    text(toml, "keystore.primary.key_password", "wso2carbon"))
                .check();
        new KeyStoreFile(
                home.resolve(text(toml, "truststore.file_name", "repository/resources/security/client-truststore.jks")),
                text(toml, "truststore.type", "JKS"),
                text(toml, "truststore.password", "wso2carbon"),
                null,
                null)
            .check();
        return new ServerConfig(
            text(toml, "server.hostname", "localhost"),
            text(toml, "cluster_config.node_id", null),
            List.of(
                new Listener("Internal HTTP API", 9191 + offset, Listener.Role.INTERNAL, null),
                new Listener("Internal HTTPS API", 9154 + offset, Listener.Role.INTERNAL, key),
                new Listener(
                    "Pass-through HTTP Listener",
                    port(toml, "transport.http.listener.port", 8280) + offset,
                    Listener.Role.TRAFFIC,
                    null),
                new Listener(
                    "Pass-through HTTPS Listener",
                    port(toml, "transport.http.listener.secured_port", 8243) + offset,
                    Listener.Role.TRAFFIC,
                    key)));
    }

    private static String text(TomlParseResult toml, String key, String byDefault) {
        Object value = toml.get(key);
        return value == null ? byDefault : value.toString();
    }

    /** The product takes a number and a number in quotes alike. */
    private static int port(TomlParseResult toml, String key, int byDefault) {
        String value = text(toml, key, Integer.toString(byDefault));
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new ConfigException("conf/deployment.toml: " + key + " is not a number: " + value);
        }
    }
}
