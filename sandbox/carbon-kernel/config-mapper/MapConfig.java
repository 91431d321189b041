import org.wso2.config.mapper.ConfigParser;

/** Runs WSO2's config mapper as a server does at its start: deployment.toml, templates, where the files go. */
public final class MapConfig {

    private MapConfig() {
    }

    public static void main(String[] args) throws Exception {
        ConfigParser.parse(args[0], args[1], args[2]);
    }
}
