package carbonstandin;

/** JSON string literals. */
final class Json {

    private Json() {}

    static String quote(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.chars()
            .forEach(
                c -> {
                    if (c == '"' || c == '\\') {
                        out.append('\\').append((char) c);
                    } else if (c < 0x20) {
                        out.append(String.format("\\u%04x", c));
                    } else {
                        out.append((char) c);
                    }
                });
        return out.append('"').toString();
    }
}
