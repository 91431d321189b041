package carbonstandin;

/** The distribution's configuration can't be used; the message says where and why. */
final class ConfigException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ConfigException(String message) {
        super(message);
    }
}
