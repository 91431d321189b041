package carbonstandin;

import java.nio.file.Path;

/** Stand-in for a WSO2 product: its ports, files, health URLs and manners, none of its code. */
public final class Main {

    private Main() {}

    public static void main(String[] args) throws Exception {
        takeProperties(args);
        Path home = Path.of(System.getProperty("carbon.home"));
        PidFile pidFile = new PidFile(home);
        Product product = Product.read(home);
        CarbonLog log = new CarbonLog(home, product);
        StandInServer server =
            product.kind() == Product.Kind.LOAD_BALANCER
                ? new ElbServer(home, product, log)
                : new CarbonServer(home, product, log);
        Runtime.getRuntime()
            .addShutdownHook(
                new Thread(
                    () -> {
                        server.shutDown();
                        pidFile.delete();
                    }));
        try {
            server.start();
        } catch (Exception e) {
            log.error(Main.class, "The server could not start: " + e.getMessage());
            System.exit(1);
        }
    }

    /** Carbon takes -Dname=value also behind the script's command. */
    private static void takeProperties(String[] args) {
        for (String arg : args) {
            int equals = arg.indexOf('=');
            if (arg.startsWith("-D") && equals > 2) {
                System.setProperty(arg.substring(2, equals), arg.substring(equals + 1));
            }
        }
    }
}
