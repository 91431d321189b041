package carbonstandin;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * repository/logs/wso2carbon.log in Carbon's layout, and the console.
 * Not java.util.logging: that closes its handlers as soon as the JVM begins to stop.
 */
final class CarbonLog {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS");

    /** Kept: a logger that nobody holds forgets its level. */
    private final Logger clustering = Logger.getLogger("org.apache.axis2.clustering");
    private final PrintStream file;
    private final String tenant;

    CarbonLog(Path home, Product product) throws IOException {
        Path logs = Files.createDirectories(home.resolve("repository/logs"));
        OutputStream out =
            Files.newOutputStream(
                logs.resolve("wso2carbon.log"), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        file = new PrintStream(out, true, StandardCharsets.UTF_8);
        tenant = product.kind() == Product.Kind.ENTERPRISE_INTEGRATOR ? "TID: [-1234] [] " : "";
        forwardTomcat();
    }

    void info(Class<?> source, String message) {
        write(" INFO", source.getSimpleName(), message);
    }

    void error(Class<?> source, String message) {
        write("ERROR", source.getSimpleName(), message);
    }

    private synchronized void write(String level, String source, String message) {
        String line = tenant + "[" + LocalDateTime.now().format(TIME) + "] " + level + " {" + source + "} - " + message;
        file.println(line);
        System.out.println(line);
    }

    private static String levelOf(Level level) {
        if (level.intValue() >= Level.SEVERE.intValue()) {
            return "ERROR";
        }
        return level.intValue() >= Level.WARNING.intValue() ? " WARN" : " INFO";
    }

    private void forwardTomcat() {
        LogManager.getLogManager().reset();
        Logger root = Logger.getLogger("");
        root.setLevel(Level.WARNING);
        clustering.setLevel(Level.INFO);
        root.addHandler(
            new Handler() {
                @Override
                public void publish(LogRecord record) {
                    String name = record.getLoggerName();
                    String message = record.getMessage();
                    if (record.getThrown() != null) {
                        message += " " + record.getThrown();
                    }
                    write(levelOf(record.getLevel()), name.substring(name.lastIndexOf('.') + 1), message);
                }

                @Override
                public void flush() {}

                @Override
                public void close() {}
            });
    }
}
