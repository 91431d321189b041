package carbonstandin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * repository/conf/loadbalancer.conf as ELB 2.0's own parser reads it: line by line, so also where that is awkward.
 * A block must not open and close on one line; a brace in a comment inside of a block counts; each property ends with
 * a semicolon.
 */
final class ElbConf {

    /** A block. */
    record Node(String name, Map<String, String> properties, List<Node> children) {

        Node(String name) {
            this(name, new LinkedHashMap<>(), new ArrayList<>());
        }

        Node child(String wanted) {
            return children.stream().filter(each -> each.name().equals(wanted)).findFirst().orElse(null);
        }
    }

    private ElbConf() {}

    static Node parse(String text) {
        StringBuilder trimmed = new StringBuilder();
        text.lines().forEach(line -> trimmed.append(line.trim()).append('\n'));
        return build(new Node("root"), trimmed.toString());
    }

    private static Node build(Node node, String text) {
        String[] lines = text.split("\n");
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].trim();
            if (line.startsWith("#")) {
                continue;
            }
            if (line.contains("#")) {
                line = line.substring(0, line.indexOf('#'));
            }
            if (line.contains("{") && !line.contains("${")) {
                Node child = new Node(line.substring(0, line.indexOf('{')).trim());
                StringBuilder inner = new StringBuilder();
                int open = 1;
                while (!line.contains("}") || open != 0) {
                    i++;
                    if (i == lines.length) {
                        break;
                    }
                    line = lines[i];
                    open += (line.contains("{") ? 1 : 0) - (line.contains("}") ? 1 : 0);
                    inner.append(line).append('\n');
                }
                node.children().add(build(child, inner.toString()));
            } else if (!line.isEmpty() && !line.equals("}")) {
                addProperty(node, line);
            }
        }
        return node;
    }

    private static void addProperty(Node node, String line) {
        String name = line.split("\\s+")[0];
        int end = line.indexOf(';');
        if (end < name.length()) {
            throw new ConfigException("loadbalancer.conf, block " + node.name() + ": no \";\" ends the property: " + line);
        }
        node.properties().put(name, line.substring(name.length(), end).trim());
    }
}
