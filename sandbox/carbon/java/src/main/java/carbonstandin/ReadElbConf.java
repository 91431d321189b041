package carbonstandin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What ELB 2.0 makes of loadbalancer.conf files: a line a host, `host domain sub-domain`, or why it refuses. */
final class ReadElbConf {

    private ReadElbConf() {}

    public static void main(String[] files) throws IOException {
        for (String file : files) {
            System.out.println("== " + file);
            try {
                ElbServices services = ElbServices.read(ElbConf.parse(Files.readString(Path.of(file))));
                services.hosts()
                    .forEach(
                        (host, target) ->
                            System.out.println(host + " " + target.domain() + " " + target.subDomain()));
            } catch (ConfigException e) {
                System.out.println("refused: " + e.getMessage());
            }
        }
    }
}
