package standin;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Objects of texts and whole numbers, one level deep. */
final class Json {

    private static final Pattern MEMBER = Pattern.compile(
        "\"([^\"\\\\]*)\"\\s*:\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|(-?\\d+))");

    private Json() {}

    static String write(Map<String, ?> members) {
        StringBuilder out = new StringBuilder("{");
        for (Map.Entry<String, ?> each : members.entrySet()) {
            Object value = each.getValue();
            out.append(out.length() > 1 ? "," : "").append('"').append(each.getKey()).append("\":");
            out.append(value instanceof Number ? value : quote(String.valueOf(value)));
        }
        return out.append('}').toString();
    }

    static Map<String, String> read(String text) {
        Map<String, String> members = new LinkedHashMap<>();
        Matcher each = MEMBER.matcher(text);
        while (each.find()) {
            String value = each.group(2) == null ? each.group(3) : each.group(2).replaceAll("\\\\(.)", "$1");
            members.putIfAbsent(each.group(1), value);
        }
        return members;
    }

    private static String quote(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
