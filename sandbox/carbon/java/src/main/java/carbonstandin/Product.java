package carbonstandin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which product this distribution stands in for, read from bin/version.txt. */
record Product(Kind kind, String version) {

    private static final Pattern LINE = Pattern.compile("(WSO2 .+) v(\\S+)");

    enum Kind {
        MICRO_INTEGRATOR("WSO2 Micro Integrator"),
        ENTERPRISE_INTEGRATOR("WSO2 Enterprise Integrator"),
        APPLICATION_SERVER("WSO2 Application Server"),
        LOAD_BALANCER("WSO2 Elastic Load Balancer");

        final String title;

        Kind(String title) {
            this.title = title;
        }
    }

    static Product read(Path home) throws IOException {
        Path file = home.resolve("bin/version.txt");
        Matcher line = LINE.matcher(Files.readString(file).strip());
        if (line.matches()) {
            for (Kind kind : Kind.values()) {
                if (kind.title.equals(line.group(1))) {
                    return new Product(kind, line.group(2));
                }
            }
        }
        throw new ConfigException(file + " names no known product");
    }

    ServerConfig readConfig(Path home) throws IOException {
        return switch (kind) {
            case MICRO_INTEGRATOR -> MicroIntegratorConfig.read(home);
            case ENTERPRISE_INTEGRATOR -> EnterpriseIntegratorConfig.read(home);
            case APPLICATION_SERVER -> AppServerConfig.read(home);
            case LOAD_BALANCER -> ElbConfig.read(home);
        };
    }

    /** The line that each product ends its start with. */
    String startedLine(double seconds) {
        return switch (kind) {
            case MICRO_INTEGRATOR ->
                String.format(Locale.ROOT, "WSO2 Micro Integrator started in %.2f seconds", seconds);
            case ENTERPRISE_INTEGRATOR, APPLICATION_SERVER, LOAD_BALANCER ->
                String.format(Locale.ROOT, "WSO2 Carbon started in %d sec", Math.round(seconds));
        };
    }
}
